from __future__ import annotations

from passerelle.core.objection import Ground


def test_only_protection_is_kept_from_the_issuing_state() -> None:
    assert {ground for ground in Ground if not ground.may_reach_the_issuer} == {Ground.PROTECTION}
