"""A table of names given to a command: its rows by column, and every row that holds no name explained.

Each row has its answer, in order: a row without a name is given too, with what it lacks.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.errors import PasserelleError
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

LONGEST_NAME = 1_000
SHOWN_BAD_ROWS = 1_000
ENCODINGS = ("utf-8", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
LONGEST_HEADER = 1 << 16


class NameFileError(PasserelleError):
    """The file cannot be opened, or has not the columns needed; nothing was compared."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; nothing was compared")


@dataclass(frozen=True, slots=True)
class NameRow:
    """The cells of a row by their trimmed column names, and why it holds no name; empty where it does."""

    values: dict[str, str]
    fault: str = ""


class NameTable:
    """The rows of one file that should hold a name in each of the needed columns, or in one of several."""

    def __init__(self, path: Path, needed: Sequence[str], *, any_of: Sequence[str] = ()) -> None:
        self.bad = 0
        self._path = path
        self._needed = needed
        self._any_of = any_of

    def rows(self) -> Iterator[NameRow]:
        """Each row, in the order of the file."""
        try:
            with self._path.open("rb") as file:
                source = opened(file)
                delimiter = self._delimiter(source.head(LONGEST_HEADER))
                yield from self._rows(Lines(source, ENCODINGS), delimiter)
        except UnreadableError as error:
            yield self._faulty({}, error.line, error.reason)
        except OSError as error:
            raise NameFileError(f"the file cannot be opened ({error.strerror or 'unreadable'})") from None

    def account(self, taken: int) -> None:
        """Says how many rows hold no name, where there were any."""
        if self.bad:
            print(f"{self.bad} rows hold no name and {taken} do.", file=sys.stderr)

    def _delimiter(self, head: bytes) -> str:
        """The sign that parts the header into most of the columns needed; a comma where none does."""
        header = head.partition(b"\n")[0].decode("utf-8-sig", "replace")
        wanted = {*self._needed, *self._any_of}

        def found(sign: str) -> int:
            return len(wanted.intersection(_named(header.replace('"', "").split(sign))))

        return max(DELIMITERS, key=lambda sign: (found(sign), found(sign) and header.count(sign)))

    def _rows(self, lines: Lines, delimiter: str) -> Iterator[NameRow]:
        header: list[str] = []
        for row in rows(lines, delimiter, empty=True):
            match row:
                case Explained(line, reason):
                    yield self._faulty({}, line, reason)
                case Row(_, cells) if not header:
                    header = self._header(cells)
                case Row(line, cells):
                    values = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
                    reason = self._fault(header, cells, values)
                    yield self._faulty(values, line, reason) if reason else NameRow(values)
        if not header:
            raise NameFileError("the file is empty")

    def _header(self, cells: list[str]) -> list[str]:
        header = _named(cells)
        missing = [name for name in self._needed if name not in header]
        if missing:
            raise NameFileError(f"the table has no column {' and no column '.join(missing)}")
        if self._any_of and not set(self._any_of) & set(header):
            raise NameFileError(f"the table has no column {' or '.join(self._any_of)}")
        return header

    def _fault(self, header: list[str], cells: list[str], values: dict[str, str]) -> str:
        """Why there is no name to look at; empty where there is one."""
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            return f"the row has {len(cells)} cells and the table {len(header)} columns"
        for name in self._needed:
            if not values[name].strip():
                return f"the column {name} is empty"
        if self._any_of and not any(values.get(name, "").strip() for name in self._any_of):
            return f"there is nothing in the column {' or '.join(self._any_of)}"
        for name in (*self._needed, *self._any_of):
            if len(values.get(name, "")) > LONGEST_NAME:
                return f"the column {name} holds more than {LONGEST_NAME} signs, which is no name"
        return ""

    def _faulty(self, values: dict[str, str], line: int, reason: str) -> NameRow:
        self.bad += 1
        if self.bad <= SHOWN_BAD_ROWS:
            print(f"{self._path}: line {line}: {reason}", file=sys.stderr)
        return NameRow(values, reason)


def _named(cells: Iterable[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]
