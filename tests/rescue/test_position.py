from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.rescue.position import Position, position


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("50.5, 1.25", 50.5, 1.25),
        ("  -34.5;18.25 ", -34.5, 18.25),
        ("50°30'N 1°15'E", 50.5, 1.25),
        ("50 30 N 001 15 W", 50.5, -1.25),
        ("N 35 30.0 by E 12 45.0", None, None),
        ("35°30'36\"N, 12°45'00\"E", 35.51, 12.75),
        ("51,25 N 2,5 O", 51.25, -2.5),
        ("12 45 E 35 30 N", 35.5, 12.75),
    ],
)
def test_a_written_position_is_read(text: str, latitude: float | None, longitude: float) -> None:
    found = position(text)
    if latitude is None:
        assert found is None
    else:
        assert found is not None
        assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude))


@pytest.mark.parametrize("text", ["", "north of the pier", "91, 0", "0, 181", "50 N", "50 N 51 N 1 E"])
def test_what_is_no_point_on_earth_is_none(text: str) -> None:
    assert position(text) is None


@given(st.text(max_size=300))
def test_no_words_break_the_reading(text: str) -> None:
    assert position(text) is None or isinstance(position(text), Position)
