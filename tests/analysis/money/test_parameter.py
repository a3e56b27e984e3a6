from __future__ import annotations

import pytest

from passerelle.analysis.money.parameter import DAY, HOUR, Parameters, in_units, parameter_names, seconds


def test_the_threshold_follows_the_small_unit() -> None:
    assert in_units(Parameters(), 2) == Parameters()
    assert (in_units(Parameters(), 0).threshold, in_units(Parameters(), 0).band) == (10_000, 1_000)
    assert in_units(Parameters(), 3).threshold == 10_000_000
    assert in_units(Parameters(), -3).threshold == 10


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6),
        ("8d", 8 * DAY),
        ("12h", 12 * HOUR),
        ("0", None),
        ("-1", None),
        ("d", None),
        ("", None),
        ("1e3", None),
    ],
)
def test_a_span_is_a_whole_number_above_zero(text: str, number: int | None) -> None:
    assert seconds(text) == number


def test_every_parameter_can_be_named() -> None:
    assert {"fan", "within", "threshold"} <= set(parameter_names())
