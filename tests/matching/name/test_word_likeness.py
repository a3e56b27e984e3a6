from __future__ import annotations

import pytest

from passerelle.matching.name.word import Role, word
from passerelle.matching.name.word_likeness import Way, likeness

WAYS = {
    "same": ("brandl", "brandl", Way.SAME),
    "sound": ("yousouf", "yusuf", Way.SOUND),
    "form": ("ivan", "john", Way.SOUND),
    "short-form": ("bill", "william", Way.SHORT_FORM),
    "letter-left-out": ("brandl", "brndl", Way.SLIP),
    "letters-exchanged": ("brandl", "brnadl", Way.SLIP),
    "misread": ("brandl", "brandi", Way.SLIP),
    "two-given-names": ("hassan", "hussein", Way.NONE),
    "frame-of-other-names": ("hamidullah", "waliullah", Way.NONE),
    "others": ("brandl", "strakov", Way.NONE),
}


@pytest.mark.parametrize(("left", "right", "way"), WAYS.values(), ids=WAYS)
def test_two_words_agree_in_one_way(left: str, right: str, way: Way) -> None:
    assert likeness(word(left), word(right)).way is way


def test_an_initial_agrees_with_what_begins_so() -> None:
    assert likeness(word("b", Role.INITIAL), word("brandl")).way is Way.INITIAL
    assert likeness(word("b", Role.INITIAL), word("strakov")).way is Way.NONE


def test_numbers_agree_when_they_are_the_same() -> None:
    assert likeness(word("7", Role.NUMBER), word("8", Role.NUMBER)).way is Way.NONE


def test_one_letter_in_a_long_word_is_nearer_than_in_a_short_one() -> None:
    assert likeness(word("strakovar"), word("strakobar")).score > likeness(word("brod"), word("drod")).score
