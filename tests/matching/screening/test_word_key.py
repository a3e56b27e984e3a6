from __future__ import annotations

import pytest

from passerelle.matching.name.word import word
from passerelle.matching.screening.word_key import line_keys, word_keys

MEET = {
    "spelling": ("mohamed", "muhammad"),
    "consonant-left-out": ("strakova", "stakova"),
    "consonant-changed": ("strakova", "stragova"),
    "form": ("ivan", "john"),
    "short-name": ("bill", "william"),
}


@pytest.mark.parametrize(("one", "other"), MEET.values(), ids=MEET)
def test_words_that_may_be_one_share_a_key(one: str, other: str) -> None:
    assert {*word_keys(word(one)), *line_keys(word(one))} & {*word_keys(word(other)), *line_keys(word(other))}


def test_words_that_are_others_share_none() -> None:
    assert not set(word_keys(word("strakova"))) & set(word_keys(word("brandl")))
