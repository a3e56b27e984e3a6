"""ALT.CSV and ADD.CSV, the aliases and addresses that OFAC publishes beside SDN.CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.draft import Explained
from passerelle.formats.lines import Lines
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.gathered import Gathered
    from passerelle.formats.source import Source

ENCODINGS = ("utf-8", "cp1252")
ALT_COLUMNS = 5  # entity number, alias number, type, name, remarks
ADD_COLUMNS = 6  # entity number, address number, address, city with province and code, country, remarks
NAMES = {"aka": "alias", "nka": "alias", "fka": "previousName"}
MOST_ROWS = 1_000_000


class Companions:
    """The rows of ALT and ADD by entity number, until the entity comes by."""

    def __init__(self, alt: Source | None = None, add: Source | None = None) -> None:
        self.explained: list[Explained] = []
        self._waiting: dict[str, list[tuple[str, Row]]] = {}
        self._count = 0
        for part, source, columns in (("ALT", alt, ALT_COLUMNS), ("ADD", add, ADD_COLUMNS)):
            if source:
                self._take(part, source, columns)

    def join(self, subject: Gathered) -> int:
        """How many rows were added to the subject's facts."""
        waiting = self._waiting.pop(subject.publisher_id, [])
        for part, row in waiting:
            if part == "ALT":
                subject.add(NAMES.get(row.cells[2].strip().lower(), "alias"), row.cells[3])
            else:
                _address(row.cells, subject)
        return len(waiting)

    def orphans(self) -> Iterator[Explained]:
        """The rows whose entity never came by."""
        for waiting in self._waiting.values():
            for part, row in waiting:
                yield Explained(row.line, "the entity of this row is not in the SDN file", part)

    def _take(self, part: str, source: Source, columns: int) -> None:
        try:
            for row in rows(Lines(source, ENCODINGS)):
                if isinstance(row, Explained):
                    self.explained.append(Explained(row.line, row.reason, part))
                elif len(row.cells) != columns:
                    reason = f"the row has {len(row.cells)} columns and not {columns}"
                    self.explained.append(Explained(row.line, reason, part))
                else:
                    self._keep(part, row)
        except UnreadableError as error:
            self.explained.append(Explained(error.line, error.reason, part))

    def _keep(self, part: str, row: Row) -> None:
        self._count += 1
        if self._count > MOST_ROWS:
            raise UnreadableError(row.line, f"more than {MOST_ROWS} rows beside one list; split the file")
        self._waiting.setdefault(row.cells[0].strip(), []).append((part, row))


def _address(cells: list[str], subject: Gathered) -> None:
    street, city, country = (cell.strip() for cell in cells[2:5])
    parts = [part for part in (street, city, country) if part not in {"", "-0-"}]
    if parts == [country]:
        subject.add("country", country)
    else:
        subject.add("address", ", ".join(parts))
