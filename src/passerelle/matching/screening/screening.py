"""One name screened: the nearest names of an index, compared, and told with their reasons.

Only names at or above the published threshold are hits. A hit says that two
names are the same name; the date of birth speaks beside it, and where one is
missing that is said. Hits that are alike in score are ordered by document, date
and place, then by how few names of the index hold their rarest word.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, cast

from passerelle.matching.name.comparison import compare_readings
from passerelle.matching.name.reading import read
from passerelle.matching.name.threshold import SAME_NAME
from passerelle.matching.screening.asked import MOST_WORDS, asked_words, fixed
from passerelle.matching.screening.beside import SAME_DOCUMENT, Beside, beside
from passerelle.matching.screening.birth_date import ASKER_SILENT, Birth, birth, day_number
from passerelle.matching.screening.nearest import nearest
from passerelle.matching.screening.room import Known, room

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from passerelle.matching.name.comparison import NameComparison
    from passerelle.matching.name.reading import Reading
    from passerelle.matching.screening.asked import Asked
    from passerelle.matching.screening.room import Room
    from passerelle.matching.screening.segment import Segment

MOST_HITS = 10
KNOWN_WORDS = 50_000
UNSURE = 0.03  # how far the likely score and the score may be apart
LONGEST_QUERY = 400


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity of the index whose name is the name asked about."""

    id: str
    name: str
    score: float
    why: str
    dated: bool = False  # dates of birth are known on both sides and can be the same


@dataclass(frozen=True, slots=True, eq=False)
class _Near:
    segment: Segment
    row: int
    score: float
    birth: Birth
    beside: Beside
    compared: NameComparison

    @property
    def why(self) -> str:
        """What agrees and what does not, and what the dates say."""
        said = (self.compared.why, self.birth.sentence, self.beside.sentence)
        return " ".join(one for one in said if one)

    @property
    def rank(self) -> tuple[float, int, int, int, int, str]:
        """The score first; inside a tie a document, the date, a place, then how rare the name is."""
        of_document = 0 if self.beside is SAME_DOCUMENT else 1
        entity = self.segment.entity(self.row)
        score = -round(self.score, 3)
        return score, of_document, self.birth.rank, self.beside.rank, self._rarest, entity

    @property
    def _rarest(self) -> int:
        words, at = self.segment.word_numbers(self.row), self.segment.held_at
        return min([at.item(word + 1) - at.item(word) for word in words])


class Screening:
    """Names to be asked about, in one or more segments; `gone` are entities taken back since."""

    def __init__(self, segments: Sequence[Segment], gone: Sequence[Collection[str]] = ()) -> None:
        self._parts = [_Part(one) for one in segments]
        self._gone = list(gone) or [frozenset()] * len(self._parts)

    def hits(
        self,
        name: str,
        born: str = "",
        schema: str = "",
        *,
        least: float = SAME_NAME,
        marks: Collection[str] = (),
    ) -> list[Hit]:
        """At most ten, one for each entity, the best first; `marks` are what stands beside the name asked."""
        question = _Question(name[:LONGEST_QUERY], born, schema, least, marks)
        near: list[_Near] = []
        for part, gone in zip(self._parts, self._gone, strict=True):
            near += part.near(question, gone)
        if len(near) > 1:
            near.sort(key=lambda one: one.rank)
        found: dict[str, Hit] = {}
        for one in near:
            entity = one.segment.entity(one.row)
            if entity not in found:
                shown = one.segment.name(one.row)
                found[entity] = Hit(entity, shown, round(one.score, 4), one.why, one.birth.speaks)
            if len(found) == MOST_HITS:
                break
        return list(found.values())


class _Question:
    """A name asked about, read once for every segment."""

    def __init__(self, name: str, born: str, schema: str, least: float, marks: Collection[str] = ()) -> None:
        self.name, self.born, self.least, self.marks = name, born, least, marks
        self.day = day_number(born) if born else 0
        self._reading = read(name, schema)
        self._readings = {self._reading.body: self._reading}
        self.asked = asked_words(list(self._reading.words[:MOST_WORDS]))

    def beside(self, other: Reading) -> Reading:
        """The name asked about, read as a body's where the other is a body's."""
        found = self._readings.get(other.body)
        if found is None:
            found = self._readings[other.body] = read(self.name, "Company" if other.body else "Person")
        return found


class _Part:
    """One segment, and the room that a search in it needs; one search at a time."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self._mark = 0
        self._word = lru_cache(KNOWN_WORDS)(segment.word)
        self._known = cast("Known", tuple(fixed(getattr(segment, name)) for name in Known._fields))
        self._room = room(segment.size, len(segment.rows))
        self._given = cast("Room", tuple(self._room))
        self._lock = Lock()

    def near(self, question: _Question, gone: Collection[str]) -> list[_Near]:
        """The names of this segment that are called the same, compared one by one, the likeliest first."""
        found: list[_Near] = []
        scores: list[float] = []
        entities: set[int] = set()
        for row, rough in self._rows(question):
            if len(scores) >= MOST_HITS and rough + UNSURE < scores[MOST_HITS - 1]:
                break
            if gone and self.segment.entity(row) in gone:
                continue
            one = self._compared(question, row)
            if one is None:
                continue
            found.append(one)
            entity = self.segment.row_entity.item(row)
            if entity not in entities:
                entities.add(entity)
                insort(scores, one.score, key=lambda score: -score)
        return found

    def _compared(self, question: _Question, row: int) -> _Near | None:
        other = self.segment.reading(row, self._word)
        compared = compare_readings(question.beside(other), other)
        if compared.score < question.least:
            return None
        known = birth(question.born, self.segment.born(row)) if question.born else ASKER_SILENT
        score = max(compared.score - known.cost, 0.0)
        if score < question.least:
            return None
        shared = beside(question.marks, self.segment.marks(row) if question.marks else ())
        return _Near(self.segment, row, score, known, shared, compared)

    def _rows(self, question: _Question) -> list[tuple[int, float]]:
        if not question.asked.own or not self.segment.size:
            return []
        with self._lock:
            self._mark += 1
            floor = question.least - UNSURE
            best, scores = self._room.best, self._room.best_score
            asked = cast("Asked", tuple(question.asked))
            count = nearest(asked, question.day, self._known, self._given, self._mark, floor)
            return list(zip(best[:count].tolist(), scores[:count].tolist(), strict=True))
