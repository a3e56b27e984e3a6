"""A table of names given to a command: its rows by column, and every row that is not taken explained."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.errors import PasserelleError
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LONGEST_NAME = 1_000
SHOWN_BAD_ROWS = 1_000
ENCODINGS = ("utf-8", "cp1252")


class NameFileError(PasserelleError):
    """The file cannot be opened, or has not the columns needed; nothing was compared."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; nothing was compared")


class NameTable:
    """The rows of one file that hold a name in each of the needed columns, or in one of several."""

    def __init__(self, path: Path, needed: Sequence[str], *, any_of: Sequence[str] = ()) -> None:
        self.bad = 0
        self._path = path
        self._needed = needed
        self._any_of = any_of

    def rows(self) -> Iterator[dict[str, str]]:
        """Each good row by its trimmed column names, in the order of the file."""
        try:
            with self._path.open("rb") as file:
                yield from self._rows(Lines(opened(file), ENCODINGS))
        except UnreadableError as error:
            self._explain(error.line, error.reason)
        except OSError as error:
            raise NameFileError(f"the file cannot be opened ({error.strerror or 'unreadable'})") from None

    def account(self, taken: int) -> None:
        """Says how many rows were not taken, where there were any."""
        if self.bad:
            print(f"{self.bad} rows were not taken and {taken} were.", file=sys.stderr)

    def _rows(self, lines: Lines) -> Iterator[dict[str, str]]:
        header: list[str] = []
        for row in rows(lines):
            match row:
                case Explained(line, reason):
                    self._explain(line, reason)
                case Row(_, cells) if not header:
                    header = self._header(cells)
                case Row(line, cells):
                    values = dict(zip(header, cells, strict=False))
                    reason = self._fault(header, cells, values)
                    if reason:
                        self._explain(line, reason)
                    else:
                        yield values
        if not header:
            raise NameFileError("the file is empty")

    def _header(self, cells: list[str]) -> list[str]:
        header = [cell.strip().lower() for cell in cells]
        missing = [name for name in self._needed if name not in header]
        if missing:
            raise NameFileError(f"the table has no column {' and no column '.join(missing)}")
        if self._any_of and not set(self._any_of) & set(header):
            raise NameFileError(f"the table has no column {' or '.join(self._any_of)}")
        return header

    def _fault(self, header: list[str], cells: list[str], values: dict[str, str]) -> str:
        """Why this row is not taken; empty where it is."""
        if len(cells) != len(header):
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

    def _explain(self, line: int, reason: str) -> None:
        self.bad += 1
        if self.bad <= SHOWN_BAD_ROWS:
            print(f"{self._path}: line {line}: {reason}", file=sys.stderr)
