from __future__ import annotations

from itertools import product

import pytest

from passerelle.matching.name.word import Word, word
from passerelle.matching.screening.likely import at_most, likely, marked
from passerelle.matching.screening.word_row import word_rows

LATIN = "karim karirn kareem strakova strakoba stakrova brandl brendel haddad hadad nouri nuri"
ARABIC = {"hdad": "حداد", "nwry": "نوری", "strakwfa": "ستراکوفا"}
WORDS = [word(one) for one in LATIN.split()] + [word(one, written=own) for one, own in ARABIC.items()]
PAIRS = list(product(range(len(WORDS)), repeat=2))


def read(words: list[Word]) -> list[float]:
    made = word_rows(words)
    places = marked(made.texts, made.rows)
    return [
        max(at_most(made.rows, one, made.rows, two), 0.0)
        - likely(made.texts, made.rows, one, made.texts, made.rows, two, places)
        for one, two in PAIRS
    ]


def test_no_word_is_put_aside_that_is_more_alike_than_its_letters_allow() -> None:
    assert min(read(WORDS)) > -1e-6


@pytest.mark.parametrize("other", ["zubrowka", "fit", "oleg"])
def test_words_of_other_letters_are_put_aside_unread(other: str) -> None:
    made = word_rows([word("strakova"), word(other)])
    assert at_most(made.rows, 0, made.rows, 1) < 0.5
