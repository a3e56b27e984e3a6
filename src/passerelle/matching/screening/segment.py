"""An index of names as plain arrays: words, the keys that find them, and the names that hold them.

A segment never changes. What is added later is another segment, and what is
taken back is a list of names that no search shows.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from passerelle.matching.name.reading import Reading, read
from passerelle.matching.name.word import ROLES, Role, Word, word
from passerelle.matching.screening.word_key import word_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Int = NDArray[np.int32]
    Key = NDArray[np.uint32]
    Real = NDArray[np.float32]

LONGEST_NAME = 400


class NameRow(NamedTuple):
    """A name to be found, whose it is, and the birth dates known of them."""

    entity: str
    name: str
    schema: str
    dates: str = ""  # joined by spaces


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Segment:
    """Every array by its name; texts are UTF-8 one after the other, each found by where it begins."""

    names: Bytes
    name_at: Int
    entities: Bytes
    entity_at: Int
    dates: Bytes
    date_at: Int
    row_entity: Int
    row_word_at: Int
    row_words: Int
    row_weight: Real
    row_father: Bytes
    row_body: Bytes
    row_forms: Int
    letters: Bytes
    letter_at: Int
    sounds: Bytes
    sound_at: Int
    written: Bytes
    written_at: Int
    skeleton: Key
    line: Int
    role: Bytes
    keys: Key
    key_words: Int
    held_at: Int
    held: Int

    @property
    def size(self) -> int:
        """How many names there are."""
        return len(self.row_entity)

    def name(self, row: int) -> str:
        """The name as the list writes it."""
        return text(self.names, self.name_at, row)

    def entity(self, row: int) -> str:
        """Whose name it is, by the list's own id."""
        return text(self.entities, self.entity_at, int(self.row_entity[row]))

    def born(self, row: int) -> tuple[str, ...]:
        """The birth dates known of that person."""
        return tuple(text(self.dates, self.date_at, int(self.row_entity[row])).split())

    def word(self, number: int) -> Word:
        """A word of the vocabulary, as it was read."""
        role = ROLES[self.role[number]]
        return word(
            text(self.letters, self.letter_at, number),
            role,
            written=text(self.written, self.written_at, number),
        )

    def reading(self, row: int, word_of: Callable[[int], Word] | None = None) -> Reading:
        """The reading of a name, put together again from its words; `word_of` may remember some of them."""
        numbers = self.row_words[self.row_word_at[row] : self.row_word_at[row + 1]].tolist()
        words = tuple(map(word_of or self.word, numbers))
        joined = "".join([one.letters for one in words])
        forms = int(self.row_forms[row])
        kinds = frozenset(kind for kind in range(forms.bit_length()) if forms >> kind & 1)
        return Reading(words, joined, joined, int(self.row_father[row]), kinds, body=bool(self.row_body[row]))


def text(blob: Bytes, at: Int, number: int) -> str:
    """One text out of many that stand one after the other."""
    return bytes(blob[at[number] : at[number + 1]]).decode()


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
        self.weight: list[float] = []
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
            self.dates.append(row.dates.encode())
        self.names.append(row.name.encode())
        self.row_entity.append(entity)
        self.row_words += [self._number(one) for one in found.words]
        self.ends.append(len(self.row_words))
        self.weight.append(sum(one.weight for one in found.words))
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
        held_at, held = _held(row_words, row_word_at, len(words))
        names, name_at = texts(self.names)
        entities, entity_at = texts([one.encode() for one in self.entities])
        dates, date_at = texts(self.dates)
        letters, letter_at = texts([one.letters.encode() for one in words])
        sounds, sound_at = texts([one.sound.encode() for one in words])
        written, written_at = texts([one.written.encode() for one in words])
        return Segment(
            names=names,
            name_at=name_at,
            entities=entities,
            entity_at=entity_at,
            dates=dates,
            date_at=date_at,
            row_entity=np.array(self.row_entity, np.int32),
            row_word_at=row_word_at,
            row_words=row_words,
            row_weight=np.array(self.weight, np.float32),
            row_father=np.array(self.father, np.uint8),
            row_body=np.array(self.body, np.uint8),
            row_forms=np.array(self.forms, np.int32),
            letters=letters,
            letter_at=letter_at,
            sounds=sounds,
            sound_at=sound_at,
            written=written,
            written_at=written_at,
            skeleton=np.array([skeleton_number(one) for one in words], np.uint32),
            line=np.array([one.line for one in words], np.int32),
            role=np.array([ROLES.index(one.role) for one in words], np.uint8),
            keys=keys,
            key_words=key_words,
            held_at=held_at,
            held=held,
        )


def skeleton_number(one: Word) -> int:
    """One number for each skeleton."""
    return crc32(one.skeleton.encode())


def texts(parts: list[bytes]) -> tuple[Bytes, Int]:
    """Texts one after the other, and where each begins."""
    at = np.zeros(len(parts) + 1, np.int32)
    np.cumsum([len(part) for part in parts], out=at[1:])
    return np.frombuffer(b"".join(parts), np.uint8), at


def _key_table(words: list[Word]) -> tuple[Key, Int]:
    """Each key of each word, sorted by key."""
    found = [(key, number) for number, one in enumerate(words) for key in word_keys(one)]
    keys = np.array([key for key, _ in found], np.uint32)
    numbers = np.array([number for _, number in found], np.int32)
    order = np.argsort(keys, kind="stable")
    return keys[order], numbers[order]


def _held(row_words: Int, row_word_at: Int, count: int) -> tuple[Int, Int]:
    """For each word the names that hold it, one after the other."""
    rows = np.repeat(np.arange(len(row_word_at) - 1, dtype=np.int32), np.diff(row_word_at))
    order = np.argsort(row_words, kind="stable")
    at = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(row_words, minlength=count), out=at[1:])
    return at, rows[order]
