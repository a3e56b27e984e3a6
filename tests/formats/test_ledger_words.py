from __future__ import annotations

from itertools import combinations

from passerelle.formats.ledger_mapping import COLUMNS
from passerelle.formats.ledger_words import WORDS, words_in


def test_the_words_are_of_parts_of_a_mapping_and_each_says_one() -> None:
    assert set(WORDS) == set(COLUMNS)
    assert not any(set(WORDS[one]) & set(WORDS[other]) for one, other in combinations(WORDS, 2))


def test_currency_and_remarks_are_no_words_of_a_name() -> None:
    assert words_in("Montant_débit (EUR) CHF:") == "montant débit"
