from __future__ import annotations

import pytest
from tests.documents.mrz import specimen

from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.marked import marked


@pytest.mark.parametrize("zone", specimen.ALL.values(), ids=specimen.ALL)
def test_the_pieces_together_are_the_zone(zone: str) -> None:
    lines = marked(check(zone, specimen.THEN))
    assert "\n".join("".join(text for text, _ in line) for line in lines) == zone


def test_the_place_of_an_indicator_is_a_piece_of_its_own() -> None:
    first, second = marked(check(specimen.changed(specimen.TD3, 1, 19, "4"), specimen.THEN))
    assert [text for text, told in first if told] == ["U", "4"]
    assert all(not told for _, told in second)


def test_what_was_not_read_has_no_lines() -> None:
    assert marked(check("no zone", specimen.THEN)) == ()
