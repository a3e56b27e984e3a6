from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from passerelle.rescue.centre import Area, Centre, competent
from passerelle.rescue.position import Position

NORTH = Centre(name="North", areas=(Area(50, 0, 52, 3),), https="https://north.invalid/")
SOUTH = Centre(name="South", areas=(Area(48, 0, 51, 3),), mail="south@example.invalid")
SILENT = Centre(name="Silent", areas=(Area(10, 10, 12, 12),), telephone="+000")
ALL = (NORTH, SOUTH, SILENT)


def test_near_a_line_both_sides_are_told() -> None:
    assert competent(ALL, Position(50.5, 1)) == (NORTH, SOUTH)
    assert competent(ALL, Position(51.5, 1)) == (NORTH,)


def test_without_a_point_or_an_area_everybody_is_told() -> None:
    assert competent(ALL, None) == ALL
    assert competent(ALL, Position(-40, 100)) == ALL


def test_where_no_machine_reaches_the_near_centre_everybody_is_told() -> None:
    assert competent(ALL, Position(11, 11)) == ALL


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_somebody_who_can_be_reached_is_always_told(latitude: float, longitude: float) -> None:
    assert any(one.reachable for one in competent(ALL, Position(latitude, longitude)))
