"""An index of names as plain arrays: words, the keys that find them, and the names that hold them.

A segment never changes. What is added later is another segment, and what is
taken back is a list of names that no search shows.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from passerelle.matching.name.given_name import stands_for
from passerelle.matching.name.reading import Reading, read
from passerelle.matching.name.word import ROLES, Role, Word
from passerelle.matching.screening.birth_date import day_number
from passerelle.matching.screening.word_key import line_keys, word_keys
from passerelle.matching.screening.word_row import (
    END,
    HUNDRED,
    LETTERS,
    LINE,
    ROLE,
    VOWELED,
    WEIGHT,
    word_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Int = NDArray[np.int32]
    Key = NDArray[np.uint32]

LONGEST_NAME = 400
NONE, MORE = -1, -2
NO_FORM: frozenset[int] = frozenset()
BESIDE = 3  # words of a name that are all written beside each other


class NameRow(NamedTuple):
    """A name to be found, whose it is, and the birth dates known of them."""

    entity: str
    name: str
    schema: str
    dates: str = ""  # joined by spaces
    marks: str = ""  # what stands beside the name, joined so too


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Segment:
    """Every array by its name; texts are UTF-8 one after the other, each found by where it begins."""

    names: Bytes
    name_at: Int
    entities: Bytes
    entity_at: Int
    dates: Bytes
    date_at: Int
    days: Int
    day_at: Int
    row_entity: Int
    row_word_at: Int
    row_words: Int
    row_father: Bytes
    row_body: Bytes
    row_forms: Int
    texts: Bytes
    rows: Int
    written: Bytes
    written_at: Int
    keys: Key
    key_words: Int
    held_at: Int
    held: Int
    beside: Int

    @property
    def size(self) -> int:
        """How many names there are."""
        return len(self.row_entity)

    def name(self, row: int) -> str:
        """The name as the list writes it."""
        return text(self.names, self.name_at, row)

    def entity(self, row: int) -> str:
        """Whose name it is, by the list's own id."""
        return text(self.entities, self.entity_at, self.row_entity.item(row))

    def all_entities(self) -> list[str]:
        """Everybody whose names are here, each once."""
        return [text(self.entities, self.entity_at, number) for number in range(len(self.entity_at) - 1)]

    def born(self, row: int) -> tuple[str, ...]:
        """The birth dates known of that person."""
        return tuple(one for one in self._said(row) if ":" not in one)

    def marks(self, row: int) -> tuple[str, ...]:
        """What is known of that person beside the name, each with its kind."""
        return tuple(one for one in self._said(row) if ":" in one)

    def _said(self, row: int) -> list[str]:
        return text(self.dates, self.date_at, int(self.row_entity[row])).split()

    def word(self, number: int) -> Word:
        """A word of the vocabulary, as it was read."""
        row = self.rows[number].tolist()
        texts = self.texts[row[LETTERS] : row[END]].tobytes().decode()
        ends = [end - row[LETTERS] for end in row[LETTERS : END + 1]]
        letters, sound, skeleton, persian, misread = (texts[one:two] for one, two in pairwise(ends))
        return Word(
            letters=letters,
            role=ROLES[row[ROLE]],
            weight=row[WEIGHT] / HUNDRED,
            sound=sound,
            skeleton=skeleton,
            persian=persian,
            misread=misread,
            written=text(self.written, self.written_at, number),
            voweled=row[VOWELED] > 0,
            line=row[LINE],
            stands_for=stands_for().get(letters, frozenset()),
        )

    def reading(self, row: int, word_of: Callable[[int], Word] | None = None) -> Reading:
        """The reading of a name, put together again from its words; `word_of` may remember some of them."""
        words = tuple(map(word_of or self.word, self.word_numbers(row)))
        joined = "".join([one.letters for one in words])
        forms, father = self.row_forms.item(row), self.row_father.item(row)
        kinds = (
            frozenset(kind for kind in range(forms.bit_length()) if forms >> kind & 1) if forms else NO_FORM
        )
        return Reading(words, joined, joined, father, kinds, body=self.row_body.item(row) > 0)

    def word_numbers(self, row: int) -> list[int]:
        """The words of a name, by their numbers."""
        at = self.row_word_at
        numbers: list[int] = self.row_words[at.item(row) : at.item(row + 1)].tolist()
        return numbers


def text(blob: Bytes, at: Int, number: int) -> str:
    """One text out of many that stand one after the other."""
    return blob[at.item(number) : at.item(number + 1)].tobytes().decode()


def build(rows: Iterable[NameRow]) -> Segment:
    """The segment of these names."""
    return _Builder(rows).segment()


def arrays(segment: Segment) -> Mapping[str, NDArray[np.generic]]:
    """The arrays by name, to be kept on disk."""
    return {field.name: getattr(segment, field.name) for field in fields(segment)}


class _Builder:
    """Names read one by one, then turned into arrays."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        self.vocabulary: dict[tuple[str, Role, str], int] = {}
        self.words: list[Word] = []
        self.names: list[bytes] = []
        self.entities: dict[str, int] = {}
        self.dates: list[bytes] = []
        self.row_entity: list[int] = []
        self.row_words: list[int] = []
        self.ends: list[int] = []
        self.father: list[int] = []
        self.body: list[bool] = []
        self.forms: list[int] = []
        for row in rows:
            self._add(row)

    def _add(self, row: NameRow) -> None:
        found = read(row.name[:LONGEST_NAME], row.schema)
        if not found.words:
            return
        entity = self.entities.setdefault(row.entity, len(self.entities))
        if entity == len(self.dates):
            self.dates.append(f"{row.dates} {row.marks}".encode())
        self.names.append(row.name.encode())
        self.row_entity.append(entity)
        self.row_words += [self._number(one) for one in found.words]
        self.ends.append(len(self.row_words))
        self.father.append(found.father)
        self.body.append(found.body)
        self.forms.append(sum(1 << kind for kind in found.forms))

    def _number(self, one: Word) -> int:
        key = (one.letters, one.role, one.written)
        number = self.vocabulary.setdefault(key, len(self.words))
        if number == len(self.words):
            self.words.append(one)
        return number

    def segment(self) -> Segment:
        """The arrays."""
        words = self.words
        row_words = np.array(self.row_words, np.int32)
        row_word_at = np.array([0, *self.ends], np.int32)
        keys, key_words = _key_table(words)
        held_at, held, beside = _held(row_words, row_word_at, len(words))
        names, name_at = texts(self.names)
        entities, entity_at = texts([one.encode() for one in self.entities])
        dates, date_at = texts(self.dates)
        made = word_rows(words)
        written, written_at = texts([one.written.encode() for one in words])
        days, day_at = _days(self.dates)
        return Segment(
            names=names,
            name_at=name_at,
            entities=entities,
            entity_at=entity_at,
            dates=dates,
            date_at=date_at,
            days=days,
            day_at=day_at,
            row_entity=np.array(self.row_entity, np.int32),
            row_word_at=row_word_at,
            row_words=row_words,
            row_father=np.array(self.father, np.uint8),
            row_body=np.array(self.body, np.uint8),
            row_forms=np.array(self.forms, np.int32),
            texts=made.texts,
            rows=made.rows,
            written=written,
            written_at=written_at,
            keys=keys,
            key_words=key_words,
            held_at=held_at,
            held=held,
            beside=beside,
        )


def texts(parts: list[bytes]) -> tuple[Bytes, Int]:
    """Texts one after the other, and where each begins."""
    at = np.zeros(len(parts) + 1, np.int32)
    np.cumsum([len(part) for part in parts], out=at[1:])
    return np.frombuffer(b"".join(parts), np.uint8), at


def _key_table(words: list[Word]) -> tuple[Key, Int]:
    """Each key of each word, sorted by key."""
    found = [(key, number) for number, one in enumerate(words) for key in (*word_keys(one), *line_keys(one))]
    keys = np.array([key for key, _ in found], np.uint32)
    numbers = np.array([number for _, number in found], np.int32)
    order = np.argsort(keys, kind="stable")
    return keys[order], numbers[order]


def _days(dates: list[bytes]) -> tuple[Int, Int]:
    """For each entity its dates of birth as numbers, one after the other."""
    made = [[day_number(form) for form in one.decode().split() if ":" not in form] for one in dates]
    at = np.zeros(len(made) + 1, np.int32)
    np.cumsum([len(one) for one in made], out=at[1:])
    return np.array([day for one in made for day in one], np.int32), at


def _held(row_words: Int, row_word_at: Int, count: int) -> tuple[Int, Int, Int]:
    """For each word the names that hold it, one after the other, each with the other words of that name.

    Two others are written beside each name, so that most are judged without a look at the name itself:
    NONE where there are fewer, MORE where there are more.
    """
    lengths = np.diff(row_word_at)
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(row_words, kind="stable")
    at = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(row_words, minlength=count), out=at[1:])
    held = rows[order]
    starts, size = row_word_at[held], lengths[held]
    beside = np.full((len(held), 2), NONE, np.int32)
    turn = order - starts  # which word of its name it is
    for place in (0, 1):
        other = np.where(turn <= place, place + 1, place)
        there = other < size
        beside[there, place] = row_words[(starts + other)[there]]
    beside[size > BESIDE] = MORE
    return at, held, beside
