from __future__ import annotations

from passerelle.core.classification import Classification


def test_a_node_holds_nothing_above_restricted() -> None:
    assert [one.may_be_stored for one in Classification] == [True, True, False, False]
    assert [one.level for one in Classification] == [0, 1, 2, 3]
