from __future__ import annotations

import pytest

from passerelle.documents.mrz.name import Names, filler_faults, is_orderly, may_be_cut, split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ERIKSSON<<ANNA<MARIA<<<<", Names("ERIKSSON", "ANNA MARIA")),
        ("VAN<DER<MUELLEN<<JOHANNES", Names("VAN DER MUELLEN", "JOHANNES")),
        ("ARKFREITH<<<<<<", Names("ARKFREITH", "")),
        ("STEVENSON<<PETER<<JOHN<<", Names("STEVENSON", "PETER JOHN")),
        ("<<<<", Names("", "")),
        ("", Names("", "")),
    ],
)
def test_two_fillers_part_surname_from_given_names(text: str, expected: Names) -> None:
    assert split(text) == expected


@pytest.mark.parametrize("text", ["ERIKSSON<<ANNA<MARIA<<<<", "ARKFREITH<<<<", "VAN<DER<A<<B"])
def test_names_of_the_standard_are_orderly(text: str) -> None:
    assert is_orderly(text)
    assert filler_faults(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("<ERIKSSON<<ANNA<<", 0), ("ERIKSSON<<<ANNA<<", 8), ("STEVENSON<<PETER<<JOHN", 16), ("<<<<", 0)],
)
def test_a_misplaced_filler_is_found_where_it_stands(text: str, place: int) -> None:
    assert not is_orderly(text)
    assert [at for at, _ in filler_faults(text)] == [place]


def test_a_name_to_the_last_place_may_be_cut() -> None:
    assert may_be_cut("ERIKSSON<<ANNA")
    assert not may_be_cut("ERIKSSON<<ANNA<")
