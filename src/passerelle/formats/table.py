"""Rows of a comma-separated table (RFC 4180), each with the line where it begins."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.formats.unreadable import UnreadableError, UnreadableLineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.lines import Lines


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record."""

    line: int
    cells: list[str]


LONGEST_RECORD = 500_000
TOO_LONG = "this row is too long; a quotation mark is probably not closed"


class _Record:
    """The lines of the record in hand, bounded: csv's own limit belongs to the whole process."""

    def __init__(self, lines: Lines) -> None:
        self.size = 0
        self._lines = lines
        self._begins = 1

    def __iter__(self) -> _Record:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if not self.size:
            self._begins = self._lines.number
        self.size += len(line)
        if self.size > LONGEST_RECORD:
            raise UnreadableError(self._begins, TOO_LONG)
        return line


def rows(lines: Lines, delimiter: str = ",", *, empty: bool = False) -> Iterator[Row | Explained]:
    """Every record that is not blank, or why it is none; raises UnreadableError where it ends early.

    With `empty`, a record whose every cell is empty is a row too: its reader owes an answer to each row.
    """
    record = _Record(lines)
    reader = csv.reader(record, delimiter=delimiter, strict=True)
    while True:
        begins = lines.number + 1
        record.size = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnreadableLineError as error:
            yield Explained(error.line, error.reason)
        except csv.Error as error:
            yield _broken(begins, str(error))
        else:
            if any(cell.strip() for cell in cells) or (empty and len(cells) > 1):
                yield Row(begins, cells)


def _broken(begins: int, message: str) -> Explained:
    if "unexpected end" in message:
        raise UnreadableError(begins, "the file ends inside a quoted field that begins in this row")
    if "limit" in message:
        raise UnreadableError(
            begins, "a field of this row is too long; a quotation mark is probably not closed"
        )
    if "new-line" in message:
        return Explained(
            begins, "a carriage return ends a line by itself; save the file with other line ends"
        )
    return Explained(begins, "the quotation marks of this row are not balanced")
