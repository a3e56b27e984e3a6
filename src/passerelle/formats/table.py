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


def rows(lines: Lines, delimiter: str = ",") -> Iterator[Row | Explained]:
    """Every record that is not blank, or why it is none; raises UnreadableError where it ends early."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnreadableLineError as error:
            yield Explained(error.line, error.reason)
        except csv.Error as error:
            yield _broken(begins, str(error))
        else:
            if any(cell.strip() for cell in cells):
                yield Row(begins, cells)


def _broken(begins: int, message: str) -> Explained:
    if "unexpected end" in message:
        raise UnreadableError(begins, "the file ends inside a quoted field that begins in this row")
    if "limit" in message:
        raise UnreadableError(
            begins, "a field of this row is too long; a quotation mark is probably not closed"
        )
    return Explained(begins, "the quotation marks of this row are not balanced")
