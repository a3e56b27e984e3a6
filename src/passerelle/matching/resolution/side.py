"""One file as linking reads it: its ids, and for each field the values of every row.

Values are numbered by a vocabulary that both files share, so that each pair of
different values is compared once, however many rows hold it.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from passerelle.matching.match_key import split_names
from passerelle.matching.resolution.field import PROPERTIES, Field, normal

if TYPE_CHECKING:
    from passerelle.core.draft import Draft

Ints = npt.NDArray[np.int64]
MOST_VALUES = 40  # of one field of one record; more would only meet strangers
PARTS = ("firstName", "middleName", "lastName")
PEOPLE = frozenset({"Person"})
UNSAID = frozenset({"LegalEntity", "Thing"})


class Vocabulary:
    """The normal forms of one field in both files, numbered as they come."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._codes: dict[str, int] = {}
        self._seen: dict[str, int] = {}

    def code(self, kind: Field, text: str) -> int:
        """The number of the text's normal form; -1 where it has none."""
        known = self._seen.get(text)
        if known is None:
            form = normal(kind, text)
            known = self._codes.setdefault(form, len(self.texts)) if form else -1
            if known == len(self.texts):
                self.texts.append(form)
            self._seen[text] = known
        return known


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one field: those of row i are codes[start[i]:start[i + 1]], each once."""

    start: Ints
    codes: Ints

    @property
    def counts(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.start)

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int64), self.counts)


@dataclass(slots=True)
class _Values:
    rows: array[int] = field(default_factory=lambda: array("q"))
    codes: array[int] = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class Side:
    """The rows of one file in the order in which they were first met."""

    ids: list[str]
    kinds: npt.NDArray[np.int8]  # 1 for a person, 2 for anything else, 0 where it is not said
    columns: dict[Field, Column]


class Gathering:
    """A side in the making; drafts of one id are one row, and papers count for their holder."""

    def __init__(self, vocabularies: dict[Field, Vocabulary]) -> None:
        self._vocabularies = vocabularies
        self._rows: dict[str, int] = {}
        self._kinds = array("b")
        self._values: dict[Field, _Values] = {}
        self._papers: list[Draft] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, draft: Draft) -> None:
        """One more draft of the file."""
        if draft.is_link:
            if draft.first("holder"):
                self._papers.append(draft)
            return
        row = self._rows.setdefault(draft.publisher_id, len(self._rows))
        if row == len(self._kinds):
            self._kinds.append(_kind(draft.schema))
        self._take(row, draft)

    def side(self) -> Side:
        """The rows gathered so far."""
        for paper in self._papers:
            row = self._rows.get(paper.first("holder"))
            if row is not None:
                self._take(row, paper)
        count = len(self._rows)
        columns = {
            kind: _column(np.array(held.rows), np.array(held.codes), count)
            for kind, held in self._values.items()
        }
        return Side(list(self._rows), np.array(self._kinds, dtype=np.int8), columns)

    def _take(self, row: int, draft: Draft) -> None:
        named = False
        for prop, text, _, _ in draft.facts:
            kind = PROPERTIES.get(prop)
            if kind is Field.NAME:
                named = True
                for name in split_names([text]):
                    self._keep(row, kind, name)
            elif kind:
                self._keep(row, kind, text)
        if not named:
            # Another file may have whole names, so the parts are also read as one.
            self._keep(row, Field.NAME, " ".join(filter(None, map(draft.first, PARTS))))

    def _keep(self, row: int, kind: Field, text: str) -> None:
        code = self._vocabularies[kind].code(kind, text)
        if code >= 0:
            values = self._values.get(kind)
            if values is None:
                values = self._values[kind] = _Values()
            values.rows.append(row)
            values.codes.append(code)


def vocabularies() -> dict[Field, Vocabulary]:
    """An empty vocabulary for each field, to be shared by both files."""
    return {kind: Vocabulary() for kind in Field}


def _kind(schema: str) -> int:
    if schema in PEOPLE:
        return 1
    return 0 if schema in UNSAID else 2


def _column(rows: Ints, codes: Ints, count: int) -> Column:
    """The values by row, each once, the first MOST_VALUES of a row."""
    order = np.lexsort((codes, rows))
    rows, codes = rows[order], codes[order]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (codes[1:] != codes[:-1])
    rows, codes = rows[fresh], codes[fresh]
    starts = np.searchsorted(rows, np.arange(count + 1))
    kept = np.arange(len(rows)) - starts[rows] < MOST_VALUES
    rows, codes = rows[kept], codes[kept]
    return Column(np.searchsorted(rows, np.arange(count + 1)).astype(np.int64), codes.astype(np.int64))
