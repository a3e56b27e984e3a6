from __future__ import annotations

from passerelle.matching.name.alignment import Alignment, align
from passerelle.matching.name.reading import read


def aligned(left: str, right: str, schema: str = "Person") -> Alignment:
    return align(read(left, schema), read(right, schema))


def spelled(found: Alignment) -> set[tuple[str, str]]:
    def joined(words: tuple[object, ...]) -> str:
        return " ".join(str(getattr(word, "letters", "")) for word in words)

    return {(joined(pair.left), joined(pair.right)) for pair in found.pairs}


def test_the_nearest_words_stand_for_each_other() -> None:
    found = aligned("Bessa Lindova Strakova", "Strakovo Besa")
    assert spelled(found) == {("bessa", "besa"), ("strakova", "strakovo")}
    assert [word.letters for word in found.left] == ["lindova"]
    assert found.right == []


def test_a_word_written_apart_stands_for_the_whole_one() -> None:
    assert ("stra kova", "strakova") in spelled(aligned("Besa Stra kova", "Lindov Besa Strakova"))
    assert ("strakova", "stra kova") in spelled(aligned("Lindov Besa Strakova", "Besa Stra kova"))


def test_each_word_stands_for_one_other_at_most() -> None:
    found = aligned("Besa Besa", "Besa Lindov Brandl")
    assert len(found.pairs) == 1
    assert len(found.left) == 1
    assert len(found.right) == 2


def test_first_letters_stand_for_the_whole_name() -> None:
    found = aligned("BSF", "Brandl Strakov Foundation", "Organization")
    assert found.pairs[0].likeness.way == "acronym"
