"""An index of names in a folder: segments that never change, and who was taken back since each was written.

What is added is a new segment, so that a day's change costs a day's change;
when there are too many the smaller ones are written anew as one. A folder is
read as it was at the last whole change: the list of segments is replaced in
one step. A name that must go is gone from the disk too, not only hidden.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.engines import segment_file
from passerelle.engines.node_names import LIST, MATCHER
from passerelle.errors import PasserelleError
from passerelle.matching.screening.screening import Screening
from passerelle.matching.screening.segment import NameRow, Segment, build

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

MOST_SEGMENTS = 8
MERGED = 6  # of these, the smallest


class IndexVersionError(PasserelleError):
    """The folder was written for another matcher; it is as it was, and must be built anew."""

    def __init__(self, found: object) -> None:
        super().__init__(
            f"the index was written for matcher {found} and this is {MATCHER}; "
            "it was left as it is, build it anew"
        )


@dataclass(slots=True)
class _Part:
    """One segment of the list: its file, and the entities that no search shows any more."""

    name: str
    gone: set[str] = field(default_factory=set)


class NameIndex:
    """The names kept in one folder; made when the first are added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: tuple[object, Screening] | None = None

    def build(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """The folder holds an index of these names alone; until it is whole there is none."""
        (self._folder / LIST).unlink(missing_ok=True)
        for file in self._folder.glob("*.names"):
            file.unlink()
        made = build(map(NameRow._make, rows))
        self._replace([self._written(made, [])] if made.size else [])

    def add(self, rows: Iterable[NameRow]) -> None:
        """These names are found from now on; whatever the index held of their entities is taken back."""
        made = build(rows)
        parts = self._parts()
        mine = {made.entity(row) for row in range(made.size)} if parts else set()
        for part in parts:
            part.gone |= mine
        self._replace([*parts, self._written(made, parts)] if made.size else parts)
        self._settle()

    def replace(self, rows: Iterable[tuple[str, str, str, str, str]], of: Collection[str]) -> None:
        """These are now the only names of these entities; what any other was is gone from the disk."""
        wanted: defaultdict[str, dict[tuple[str, ...], NameRow]] = defaultdict(dict)
        for row in map(NameRow._make, rows):
            wanted[row.entity][row.name, row.dates, row.marks] = row
        held = self._held(of)
        self.remove([one for one in of if held[one] - wanted[one].keys()])
        self.add(row for one in of if held[one] != wanted[one].keys() for row in wanted[one].values())

    def remove(self, entities: Collection[str]) -> None:
        """No name of these entities is in the folder."""
        gone = set(entities)
        parts = self._parts()
        kept = []
        for part in parts:
            segment = self._read(part)
            if gone.isdisjoint(segment.all_entities()):
                kept.append(part)
            else:
                part.gone |= gone
                rest = build(self._rows(part))
                kept += [self._written(rest, [*parts, *kept])] if rest.size else []
        if kept != parts:
            self._replace(kept)
            self._forget(parts, kept)

    def screening(self) -> Screening:
        """Everything in the folder, ready to be asked about; opened anew when the folder changed."""
        seen = self._signature()
        if self._opened is None or self._opened[0] != seen:
            parts = self._parts()
            opened = Screening([self._read(one) for one in parts], [frozenset(one.gone) for one in parts])
            self._opened = (seen, opened)
        return self._opened[1]

    def _settle(self) -> None:
        parts = self._parts()
        if len(parts) <= MOST_SEGMENTS:
            return
        small = sorted(parts, key=lambda one: self._file(one).stat().st_size)[:MERGED]
        merged = self._written(build(row for one in small for row in self._rows(one)), parts)
        kept = [one for one in parts if one not in small]
        self._replace([*kept, merged])
        self._forget(parts, kept)

    def _held(self, of: Collection[str]) -> defaultdict[str, set[tuple[str, ...]]]:
        """The names that searches show of these entities, each with what is beside it."""
        wanted, found = set(of), defaultdict[str, set[tuple[str, ...]]](set)
        for part in self._parts():
            if not wanted.isdisjoint(self._read(part).all_entities()):
                for row in self._rows(part):
                    if row.entity in wanted:
                        found[row.entity].add((row.name, row.dates, row.marks))
        return found

    def _signature(self) -> object:
        try:
            stat = (self._folder / LIST).stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def _parts(self) -> list[_Part]:
        try:
            held = json.loads((self._folder / LIST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        if held["matcher"] != MATCHER:
            raise IndexVersionError(held["matcher"])
        return [_Part(one["name"], set(one["gone"])) for one in held["segments"]]

    def _replace(self, parts: list[_Part]) -> None:
        listed = [{"name": one.name, "gone": sorted(one.gone)} for one in parts]
        text = json.dumps({"matcher": MATCHER, "segments": listed})
        beside = self._folder / f"{LIST}.new"
        self._folder.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._folder / LIST)

    def _written(self, segment: Segment, parts: list[_Part]) -> _Part:
        made = _Part(str(max((int(one.name) for one in parts), default=0) + 1))
        self._folder.mkdir(parents=True, exist_ok=True)
        segment_file.write(self._file(made), segment)
        return made

    def _forget(self, parts: list[_Part], kept: list[_Part]) -> None:
        for part in parts:
            if part not in kept:
                self._file(part).unlink()

    def _file(self, part: _Part) -> Path:
        return self._folder / f"{part.name}.names"

    def _read(self, part: _Part) -> Segment:
        return segment_file.read(self._file(part))

    def _rows(self, part: _Part) -> Iterator[NameRow]:
        segment = self._read(part)
        for row in range(segment.size):
            if segment.entity(row) not in part.gone:
                schema = "Company" if segment.row_body[row] else "Person"
                born, marks = " ".join(segment.born(row)), " ".join(segment.marks(row))
                yield NameRow(segment.entity(row), segment.name(row), schema, born, marks)
