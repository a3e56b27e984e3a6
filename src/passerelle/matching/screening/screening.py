"""One name screened: the nearest names of an index, compared, and told with their reasons.

Only names at or above the published threshold are hits. A hit says that two
names are the same name; the date of birth speaks beside it, and where one is
missing that is said. Hits that are alike in score are ordered by date, then by
how few names of the index hold their rarest word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.name.comparison import compare_readings
from passerelle.matching.name.reading import Reading, read
from passerelle.matching.name.threshold import SAME_NAME
from passerelle.matching.name.word import Role, word
from passerelle.matching.screening.birth_date import Birth, birth
from passerelle.matching.screening.nearest import (
    MOST_SEEN,
    Asked,
    Holders,
    Room,
    Vocabulary,
    gathered,
    neighbours,
    refined,
)
from passerelle.matching.screening.segment import skeleton_number, texts
from passerelle.matching.screening.word_key import word_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from passerelle.matching.name.word import Word
    from passerelle.matching.screening.segment import Int, Segment

MOST_HITS = 10
KNOWN_WORDS = 50_000
LOOKED_AT = 96
FLOOR = 0.5  # of the rough measure: what is lower is not worth a look
PROMISING = 0.66  # of the finer one: what is lower is not worth a comparison
LONGEST_QUERY = 400
MOST_WORDS = 12
MOST_NEIGHBOURS = 8_192


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity of the index whose name is the name asked about."""

    id: str
    name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class _Near:
    segment: Segment
    row: int
    score: float
    birth: Birth
    why: str

    @property
    def rank(self) -> tuple[float, int, int, str]:
        return -round(self.score, 3), self.birth.rank, self._rarest, self.segment.entity(self.row)

    @property
    def _rarest(self) -> int:
        found = self.segment
        words = found.row_words[found.row_word_at[self.row] : found.row_word_at[self.row + 1]]
        return int((found.held_at[words + 1] - found.held_at[words]).min())


class Screening:
    """Names to be asked about, in one or more segments; `gone` are entities taken back since."""

    def __init__(self, segments: Sequence[Segment], gone: Sequence[Collection[str]] = ()) -> None:
        self._parts = [_Part(one) for one in segments]
        self._gone = list(gone) or [frozenset()] * len(self._parts)

    def hits(self, name: str, born: str = "", schema: str = "", *, least: float = SAME_NAME) -> list[Hit]:
        """At most ten, one for each entity, the best first."""
        near: list[_Near] = []
        readings: dict[bool, Reading] = {}
        for part, gone in zip(self._parts, self._gone, strict=True):
            near += part.near(name[:LONGEST_QUERY], born, schema, least, gone, readings)
        near.sort(key=lambda one: one.rank)
        found: dict[str, Hit] = {}
        for one in near:
            entity = one.segment.entity(one.row)
            if entity not in found:
                shown = one.segment.name(one.row)
                found[entity] = Hit(entity, shown, round(one.score, 4), one.why)
            if len(found) == MOST_HITS:
                break
        return list(found.values())


class _Part:
    """One segment, and the room that a search in it needs."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._mark = 0
        self._word_mark = 0
        self._word = lru_cache(KNOWN_WORDS)(segment.word)
        size = segment.size
        self._known = Vocabulary(*(np.asarray(getattr(segment, name)) for name in Vocabulary._fields))
        self._holders = Holders(*(np.asarray(getattr(segment, name)) for name in Holders._fields))
        self._room = Room(
            marks=np.zeros(size, np.int32),
            touched=np.zeros(min(size, MOST_SEEN) + 1, np.int32),
            shared=np.zeros(size, np.float32),
            taken=np.zeros(size, np.float32),
            agreed=np.zeros(size, np.int32),
            best=np.zeros(LOOKED_AT, np.int32),
            best_score=np.zeros(LOOKED_AT, np.float32),
            kept=np.zeros(LOOKED_AT, np.int32),
            seen=np.zeros(len(segment.line), np.int32),
            found=np.zeros(MOST_NEIGHBOURS, np.int32),
            alike=np.zeros(MOST_NEIGHBOURS, np.float32),
        )

    def near(
        self,
        name: str,
        born: str,
        schema: str,
        least: float,
        gone: Collection[str],
        readings: dict[bool, Reading],
    ) -> list[_Near]:
        """The names of this segment that are called the same, compared one by one."""
        found: list[_Near] = []
        asked = read(name, schema)
        if not asked.words or not self.segment.size:
            return found
        for row in self._rows(asked):
            if gone and self.segment.entity(row) in gone:
                continue
            other = self.segment.reading(row, self._word)
            ours = readings.get(other.body)
            if ours is None:
                ours = (
                    asked if asked.body == other.body else read(name, "Company" if other.body else "Person")
                )
                readings[other.body] = ours
            compared = compare_readings(ours, other)
            if compared.score < least:
                continue
            known = birth(born, self.segment.born(row))
            score = max(compared.score - known.cost, 0.0)
            if score >= least:
                found.append(
                    _Near(self.segment, row, score, known, f"{compared.why} {known.sentence}".strip())
                )
        return found

    def _rows(self, asked: Reading) -> list[int]:
        words = list(asked.words[:MOST_WORDS])
        joined = [_joined(one, other) for one, other in pairwise(words)]
        spelled = _asked(words + [one for one in joined if one])
        begins = self._neighbours(words, joined, spelled)
        own = _asked(words)
        self._mark += 1
        count = gathered(begins, own.weights, self._holders, self._room, self._mark, FLOOR)
        count = refined(own, self._known, self._holders, self._room, count, PROMISING)
        return [int(row) for row in self._room.kept[:count]]

    def _neighbours(self, words: list[Word], joined: list[Word | None], spelled: Asked) -> Int:
        """Where in the room the words begin that each word asked about may be."""
        begins, size, extra = [0], 0, len(words)
        for place, one in enumerate(words):
            self._word_mark += 1
            size = self._look_up(spelled, place, one, word_keys(one), size)
            together = joined[place] if place < len(joined) else None
            if together:
                # Words that were written apart may stand there as one.
                size = self._look_up(spelled, extra, together, (skeleton_number(together),), size)
                extra += 1
            begins.append(size)
        return np.array(begins, np.int32)

    def _look_up(self, spelled: Asked, number: int, one: Word, keys: tuple[int, ...], size: int) -> int:
        lines = np.array(sorted(one.stands_for), np.int32)
        key_array = np.array(keys, np.uint32)
        return neighbours(spelled, number, key_array, lines, self._known, self._room, self._word_mark, size)


def _joined(one: Word, other: Word) -> Word | None:
    return None if Role.INITIAL in {one.role, other.role} else word(one.letters + other.letters)


def _asked(words: list[Word]) -> Asked:
    letters, letter_at = texts([one.letters.encode() for one in words])
    sounds, sound_at = texts([one.sound.encode() for one in words])
    return Asked(
        weights=np.array([one.weight for one in words], np.float32),
        voweled=np.array([one.voweled for one in words], np.int32),
        line=np.array([one.line for one in words], np.int32),
        skeleton=np.array([skeleton_number(one) for one in words], np.uint32),
        letters=letters,
        letter_at=letter_at,
        sounds=sounds,
        sound_at=sound_at,
    )
