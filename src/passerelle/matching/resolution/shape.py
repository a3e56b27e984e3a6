"""How two files are compared: by which fields, by which projections they meet, with what rarity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.name_key import BITS_OF_TRADE, body_bits, person_bits
from passerelle.matching.resolution.candidate import DAY, WORD, YEAR
from passerelle.matching.resolution.date_level import DateComparator, figures
from passerelle.matching.resolution.field import NAMES, Field
from passerelle.matching.resolution.model import BELIEVED
from passerelle.matching.resolution.name_level import NameComparator, Words
from passerelle.matching.resolution.rarity import holders, rarity
from passerelle.matching.resolution.side import Column
from passerelle.matching.resolution.text_level import TextComparator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.matching.resolution.evidence import Comparator
    from passerelle.matching.resolution.side import Side, Vocabulary

MOSTLY = 0.5  # of the rows of both files, to compare names part by part


@dataclass(frozen=True, slots=True)
class Shape:
    """Two files ready to be compared."""

    left: Side
    right: Side
    comparators: Mapping[Field, Comparator]
    meeting: tuple[Mapping[str, Column], Mapping[str, Column]]


def shape(left: Side, right: Side, vocabularies: Mapping[Field, Vocabulary]) -> Shape:
    """The fields that both files hold; names part by part where both mostly have parts, else whole."""
    parted = all(
        np.count_nonzero(side.columns[part].counts) > MOSTLY * len(side.ids)
        if part in side.columns
        else False
        for part in (Field.GIVEN, Field.SURNAME)
        for side in (left, right)
    )
    names = (Field.GIVEN, Field.SURNAME) if parted else (Field.NAME,)
    fields = [
        field
        for field in Field
        if field in left.columns and field in right.columns and (field not in NAMES or field in names)
    ]
    words = Words(vocabularies[Field.NAME].texts)
    comparators = {
        field: _comparator(field, left, right, vocabularies[field].texts, words) for field in fields
    }
    projected = tuple(_projections(side, vocabularies, words) for side in (left, right))
    return Shape(left, right, comparators, (projected[0], projected[1]))


def _comparator(field: Field, left: Side, right: Side, texts: list[str], words: Words) -> Comparator:
    rows = len(left.ids) + len(right.ids)
    columns = left.columns[field], right.columns[field]
    if field is Field.BIRTH:
        return DateComparator(texts)
    if field is Field.NAME:
        of_words = (_through(columns[0], words.of_name), _through(columns[1], words.of_name))
        expected = np.exp2(-np.array([person_bits(word) for word in words.texts], dtype=np.float64))
        most = np.array([body_bits(word) for word in words.texts], dtype=np.float64)
        bits = rarity(holders(of_words, len(words.texts)), rows, expected)
        telling = most > BITS_OF_TRADE
        return NameComparator(words, np.where(telling, bits, np.minimum(bits, BITS_OF_TRADE)), telling)
    held = holders(columns, len(texts))
    return TextComparator(texts, rarity(held, rows, BELIEVED[field].u[0]))


def _projections(side: Side, vocabularies: Mapping[Field, Vocabulary], words: Words) -> dict[str, Column]:
    """What the rows of this side meet by."""
    found: dict[str, Column] = {str(field): column for field, column in side.columns.items()}
    if Field.NAME in side.columns:
        found[WORD] = _through(side.columns[Field.NAME], words.of_name)
    if Field.BIRTH in side.columns:
        texts = vocabularies[Field.BIRTH].texts
        found[YEAR] = _through(side.columns[Field.BIRTH], _numbered([text[:4] for text in texts]))
        found[DAY] = _through(side.columns[Field.BIRTH], _numbered([figures(text)[4:] for text in texts]))
    return found


def _numbered(texts: list[str]) -> Column:
    """One value for each text that is not empty."""
    codes: dict[str, int] = {}
    held = [codes.setdefault(text, len(codes)) for text in texts if text]
    start = np.concatenate([[0], np.cumsum([bool(text) for text in texts])])
    return Column(start.astype(np.int64), np.array(held, dtype=np.int64))


def _through(column: Column, members: Column) -> Column:
    """For each row the members of its values, each once."""
    sizes = members.counts[column.codes]
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    codes = members.codes[np.repeat(members.start[column.codes], sizes) + offsets]
    rows = np.repeat(column.rows, sizes)
    width = int(codes.max(initial=0)) + 1
    both = np.unique(rows * width + codes)
    start = np.searchsorted(both // width, np.arange(len(column.start)))
    return Column(start.astype(np.int64), np.asarray(both % width))
