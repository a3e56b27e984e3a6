from __future__ import annotations

from passerelle.core.role import Role


def test_there_are_nineteen_roles() -> None:
    assert len(Role) == 19
