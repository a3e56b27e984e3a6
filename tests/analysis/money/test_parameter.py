from __future__ import annotations

from passerelle.analysis.money.parameter import Parameters, in_units


def test_the_threshold_follows_the_small_unit() -> None:
    assert in_units(Parameters(), 2) == Parameters()
    assert (in_units(Parameters(), 0).threshold, in_units(Parameters(), 0).band) == (10_000, 1_000)
    assert in_units(Parameters(), 3).threshold == 10_000_000
