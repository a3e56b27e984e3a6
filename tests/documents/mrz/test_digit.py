from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.documents.mrz.digit import ALPHABET, FILLER, digit

SIGNS = ALPHABET + FILLER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("520727", 3, id="icao-example-of-a-date"),
        pytest.param("AB2134<<<", 5, id="icao-example-of-a-number"),
        pytest.param("L898902C3", 6, id="specimen-number"),
        pytest.param("<<<<<<", 0, id="fillers-weigh-nothing"),
        pytest.param("", 0, id="nothing-weighs-nothing"),
    ],
)
def test_digits_are_those_of_the_standard(text: str, expected: int) -> None:
    assert digit(text) == expected


@pytest.mark.parametrize("text", ["12a", "12 ", "Ä", "雪", "1\x00"])
def test_a_character_that_no_zone_may_hold_has_no_digit(text: str) -> None:
    assert digit(text) is None


def by_hand(text: str) -> int:
    worth = {sign: number for number, sign in enumerate(ALPHABET)} | {FILLER: 0}
    return sum(worth[sign] * (7, 3, 1)[place % 3] for place, sign in enumerate(text)) % 10


@given(st.text(SIGNS, max_size=80))
def test_the_table_computes_what_the_rule_says(text: str) -> None:
    assert digit(text) == by_hand(text)


def test_52_pairs_of_letters_and_digits_are_one_to_the_digit_beside_the_filler() -> None:
    pairs = [(a, b) for i, a in enumerate(SIGNS) for b in SIGNS[i + 1 :] if digit(a) == digit(b)]
    assert len(pairs) == 52
