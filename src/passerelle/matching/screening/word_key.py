"""Keys under which a word of a name is looked up, so that its other spellings are found beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from passerelle.matching.name.word_likeness import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.matching.name.word import Word

KNOWN_WORDS = 50_000
SHORTEST_CUT = 3  # consonants: of a shorter word every one is needed
SHORTEST_CUT_TWICE = 5


@lru_cache(maxsize=KNOWN_WORDS)
def word_keys(word: Word) -> tuple[int, ...]:
    """Numbers that two words share when one may be a spelling or a slip of the other."""
    return tuple({crc32(text.encode()) for text in _texts(word)})


@lru_cache(maxsize=KNOWN_WORDS)
def line_keys(word: Word) -> tuple[int, ...]:
    """Numbers that two words share when one stands for the other in the table of given names."""
    known = {word.line} if word.line >= 0 else set()
    return tuple(crc32(f"@{line}".encode()) for line in sorted(known | word.stands_for))


def _texts(word: Word) -> Iterator[str]:
    for skeleton in {word.skeleton, word.persian}:
        yield skeleton
        yield f"~{skeleton.translate(CLASSES)}"
        if len(skeleton) >= SHORTEST_CUT:
            for place in range(len(skeleton)):
                yield skeleton[:place] + skeleton[place + 1 :]
        if len(skeleton) >= SHORTEST_CUT_TWICE:
            for place in range(1, len(skeleton)):
                cut = skeleton[:place] + skeleton[place + 1 :]
                for other in range(place, len(cut)):
                    yield f"-{cut[:other]}{cut[other + 1 :]}"
    if word.voweled:
        yield f"%{word.misread}"
