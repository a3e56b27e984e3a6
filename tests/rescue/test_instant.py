from __future__ import annotations

from datetime import UTC

from passerelle.rescue.instant import now, token


def test_the_hour_is_in_utc_and_a_token_is_never_the_same() -> None:
    assert now().tzinfo is UTC
    assert len({token() for _ in range(64)}) == 64
    assert len(token()) == 32
