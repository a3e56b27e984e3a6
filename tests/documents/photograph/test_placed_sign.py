from __future__ import annotations

from dataclasses import replace

import pytest

from passerelle.documents.photograph.placed_sign import Word, placed

# "P<UT<" above "12<34": signs ten pixels wide, twenty apart; lines forty rows apart.
LINES = tuple(
    tuple((at * 20, at * 20 + 10, sign == "<") for at, sign in enumerate(text)) for text in ("P<UT<", "12<34")
)


def word(text: str, at: int, line: int) -> Word:
    return Word(
        text=text,
        confidence=90.0,
        left=at * 20,
        middle=line * 40 + 20,
        width=len(text) * 20 - 10,
        height=24,
    )


WORDS = (word("P", 0, 0), word("UT", 2, 0), word("12", 0, 1), word("34", 3, 1))


def test_a_zone_is_put_together_from_words_and_shapes() -> None:
    found = placed(WORDS, LINES, 40)
    assert found is not None
    assert found.text == "P<UT<\n12<34"
    assert (found.confidence, found.height, found.fillers) == (90.0, 24, 0)


def test_one_word_may_reach_over_a_filler() -> None:
    assert placed((*WORDS[:2], replace(word("1234", 0, 1), width=90)), LINES, 40) is not None


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="nothing"),
        pytest.param(WORDS[1:], id="a-sign-was-not-read"),
        pytest.param((*WORDS[:3], word("345", 3, 1)), id="a-sign-too-many"),
        pytest.param((*WORDS[:3], word("3é", 3, 1)), id="no-sign-of-a-zone"),
        pytest.param((*WORDS, word("X", 0, 2)), id="below-the-zone"),
    ],
)
def test_what_does_not_fit_is_not_read_this_way(words: tuple[Word, ...]) -> None:
    assert placed(words, LINES, 40) is None
