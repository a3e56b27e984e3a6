from __future__ import annotations

import pytest
from tests.documents.mrz import specimen

from passerelle.documents.mrz.character import indicators
from passerelle.documents.mrz.zone import Zone, read


def found(text: str) -> list[tuple[str, int, int]]:
    zone = read(text)
    assert isinstance(zone, Zone)
    return [(one.name.value, one.line, one.position) for one in indicators(zone)]


@pytest.mark.parametrize("name", specimen.ALL)
def test_a_specimen_has_every_character_in_its_place(name: str) -> None:
    assert found(specimen.ALL[name]) == []


@pytest.mark.parametrize(
    ("line", "position", "sign", "name"),
    [
        pytest.param(2, 16, "A", "character-not-allowed", id="letter-in-a-date-that-the-digit-accepts"),
        pytest.param(1, 8, "1", "character-not-allowed", id="digit-in-a-name"),
        pytest.param(2, 12, "0", "character-not-allowed", id="digit-in-a-nationality"),
        pytest.param(2, 21, "X", "character-not-allowed", id="sex"),
        pytest.param(2, 20, "B", "character-not-allowed", id="letter-for-a-check-digit"),
        pytest.param(2, 28, "<", "character-not-allowed", id="filler-for-a-check-digit"),
        pytest.param(2, 3, "a", "character-not-allowed", id="small-letter"),
        pytest.param(2, 3, "É", "character-not-allowed", id="accent"),
        pytest.param(1, 1, "Q", "type-unusual", id="type"),
        pytest.param(2, 11, "<", "filler-misplaced", id="filler-before-a-letter-of-a-code"),
        pytest.param(2, 1, "<", "filler-misplaced", id="number-that-begins-with-a-filler"),
        pytest.param(1, 6, "<", "filler-misplaced", id="name-that-begins-with-a-filler"),
    ],
)
def test_what_stands_in_the_wrong_place_is_found_there(
    line: int, position: int, sign: str, name: str
) -> None:
    assert found(specimen.changed(specimen.TD3, line, position, sign)) == [(name, line, position)]


def test_an_empty_personal_number_may_have_a_filler_for_its_digit() -> None:
    assert (
        found("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC11T002JM4D<<9608122F2310314<<<<<<<<<<<<<<<4")
        == []
    )
