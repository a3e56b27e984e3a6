"""Why two names are near or not, in sentences that quote their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.matching.name.word_likeness import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from passerelle.matching.name.alignment import Alignment
    from passerelle.matching.name.feature import Shares
    from passerelle.matching.name.word import Word

SAID = {
    Way.SOUND: "are forms of one name or sound alike",
    Way.SHORT_FORM: "are a short name and a full name that it may stand for",
    Way.OTHER_SCRIPT: "agree in their consonants; one script writes no vowels",
    Way.SLIP: "differ as slips of typing, hearing or reading do",
    Way.INITIAL: "agree as an initial does",
    Way.ACRONYM: "are first letters and the words they stand for",
}


def reasons(found: Alignment, shares: Shares) -> str:
    """What agrees, then what is left over, then what speaks against."""
    return " ".join(_sentences(found, shares)) or "There is no word to compare."


def _sentences(found: Alignment, shares: Shares) -> Iterator[str]:
    same = [pair for pair in found.pairs if pair.likeness.way is Way.SAME]
    if same and not found.left and not found.right and len(same) == len(found.pairs):
        yield "All words are the same, order and spaces aside."
    elif same:
        yield f"The same on both sides: {_quoted(word for pair in same for word in pair.left)}."
    for pair in found.pairs:
        if pair.likeness.way in SAID:
            yield f"{_spelled(pair.left)} and {_spelled(pair.right)} {SAID[pair.likeness.way]}."
    if found.left and found.right:
        yield f"Only the first has {_quoted(found.left)}, only the second {_quoted(found.right)}."
    elif found.left or found.right:
        side = "first" if found.left else "second"
        yield f"Only the {side} has {_quoted(found.left or found.right)}."
    yield from _against(shares)


def _against(shares: Shares) -> Iterator[str]:
    if shares.one_word:
        yield "Only one word agrees, and many share one word."
    if shares.patronymics_differ:
        yield "The fathers' names differ."
    if shares.numbers_differ:
        yield "The numbers differ."
    if shares.father_and_son:
        yield "Son and father are exchanged."
    if shares.forms_differ:
        yield "The legal forms differ."


def _spelled(words: tuple[Word, ...]) -> str:
    return "'" + " ".join(one.letters for one in words) + "'"


def _quoted(words: Iterable[Word]) -> str:
    return ", ".join(f"'{one.letters}'" for one in words)
