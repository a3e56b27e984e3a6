from __future__ import annotations

from passerelle.core.decision import Permit, Refuse


def test_a_decision_has_no_truth_value_of_its_own() -> None:
    for shape in (Permit, Refuse):
        assert "__bool__" not in vars(shape)
        assert "__len__" not in vars(shape)
