from __future__ import annotations

import pytest

from passerelle.matching.finding import Reason
from passerelle.matching.name_likeness import closest, likeness


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("Mohammed Brandel", "BRANDEL, Muhamad", Reason.SAME_NAME, id="order-and-spelling"),
        pytest.param("Salim Ivan Brandel", "Salem Brandel", Reason.SHARED_WORDS, id="missing-word"),
        pytest.param("Salim Kestrelin", "Kestrelin", Reason.SHARED_WORDS, id="one-telling-word"),
        pytest.param("Mohammed Brandel", "Mohammed Quillan", Reason.OTHER_NAME, id="one-common-word"),
        pytest.param("Brandelov Storkin", "Brandelof Storkim", Reason.SIMILAR_NAME, id="typing-errors"),
        pytest.param("J. Marrow", "Joss Marrow", Reason.INITIALS, id="initial"),
        pytest.param("J. Marrow", "Ana Marrow", Reason.OTHER_NAME, id="other-initial"),
        pytest.param("J. Marrow", "Joss Quillan", Reason.OTHER_NAME, id="initial-alone"),
        pytest.param("Brandel", "Quillan", Reason.OTHER_NAME, id="other"),
        pytest.param("...", "...", Reason.OTHER_NAME, id="no-letters"),
    ],
)
def test_names_are_alike_for_a_reason(left: str, right: str, expected: Reason) -> None:
    assert likeness(left, right) is expected
    assert likeness(right, left) is expected


def test_the_closest_names_of_two_sides_are_found() -> None:
    assert closest(["Ivan Quillan", "Salim Brandel"], ["Brandel Salem"]) == (
        Reason.SAME_NAME,
        "Salim Brandel",
        "Brandel Salem",
    )
