from __future__ import annotations

import pytest

from passerelle.matching.name.comparison import compare_names

SAID = {
    "same": ("Besa Strakova", "STRAKOVA, Besa", "All words are the same"),
    "sound": ("Mohamed Brandl", "Muhammad Brandl", "'mohamed' and 'muhammad' are forms of one name"),
    "slip": ("Besa Strakova", "Besa Strakoba", "'strakova' and 'strakoba' differ as slips"),
    "extra": ("Besa Lina Strakova", "Besa Strakova", "Only the first has 'lina'."),
    "both-lack": ("Besa Strakova", "Besa Lindov", "Only the first has 'strakova', only the second 'lindov'."),
    "one-word": ("Besa", "Besa Strakova", "Only one word agrees"),
    "fathers": ("Sergei Viktorovich Strakov", "Sergei Borisovich Strakov", "The fathers' names differ."),
    "father-and-son": ("Karim bin Salman", "Salman bin Karim", "Son and father are exchanged."),
}


@pytest.mark.parametrize(("left", "right", "sentence"), SAID.values(), ids=SAID)
def test_a_person_reads_what_agrees_and_what_does_not(left: str, right: str, sentence: str) -> None:
    assert sentence in compare_names(left, right, "Person").why


def test_numbers_and_forms_that_differ_are_said() -> None:
    why = compare_names("Brandl 7 GmbH", "Brandl 8 AG", "Company").why
    assert "The numbers differ." in why
    assert "The legal forms differ." in why


def test_no_reason_speaks_of_a_score() -> None:
    for left, right, _ in SAID.values():
        why = compare_names(left, right, "Person").why.lower()
        assert not [word for word in ("score", "weight", "levenshtein", "skeleton") if word in why]
