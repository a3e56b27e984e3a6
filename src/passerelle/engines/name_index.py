"""An index of names in a folder: segments that never change, and who was taken back since each was written.

What is added is a new segment, so that a day's change costs a day's change;
when there are too many they are written anew as one. A folder is read as it
was at the last whole change: the list of segments is replaced in one step.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, TypedDict, cast

import numpy as np

from passerelle.errors import PasserelleError
from passerelle.matching.name.feature import VERSION
from passerelle.matching.screening.screening import Screening
from passerelle.matching.screening.segment import NameRow, Segment, arrays, build

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LIST = "segments.json"
MOST_SEGMENTS = 8


class IndexVersionError(PasserelleError):
    """The folder was written for another matcher; it is as it was, and must be built anew."""

    def __init__(self, found: object) -> None:
        super().__init__(
            f"the index was written for matcher {found} and this is {VERSION}; "
            "it was left as it is, build it anew"
        )


class _Entry(TypedDict):
    name: str
    gone: list[str]


class NameIndex:
    """The names kept in one folder; made when the first are added."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, rows: Iterable[NameRow]) -> None:
        """These names are found from now on; whatever the index held of their entities is taken back."""
        made = build(rows)
        entries = self._entries()
        mine = {made.entity(row) for row in range(made.size)} if entries else set()
        for entry in entries:
            entry["gone"] = sorted({*entry["gone"], *mine})
        entries.append(self._written(made, entries))
        self._replace(entries)
        if len(entries) > MOST_SEGMENTS:
            self.compact()

    def remove(self, entities: Iterable[str]) -> None:
        """No search shows a name of these entities from now on."""
        gone = set(entities)
        entries = self._entries()
        for entry in entries:
            entry["gone"] = sorted({*entry["gone"], *gone})
        self._replace(entries)

    def compact(self) -> None:
        """All names in one segment; what was taken back is no longer in the folder."""
        entries = self._entries()
        kept = build(row for entry in entries for row in self._rows(entry))
        self._replace([self._written(kept, entries)])
        for entry in entries:
            for file in (self._folder / entry["name"]).glob("*.npy"):
                file.unlink()
            (self._folder / entry["name"]).rmdir()

    def screening(self) -> Screening:
        """Everything in the folder, ready to be asked about."""
        entries = self._entries()
        segments = [self._read(entry["name"]) for entry in entries]
        return Screening(segments, [frozenset(entry["gone"]) for entry in entries])

    def _entries(self) -> list[_Entry]:
        try:
            held = json.loads((self._folder / LIST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        if held["matcher"] != VERSION:
            raise IndexVersionError(held["matcher"])
        return cast("list[_Entry]", held["segments"])

    def _replace(self, entries: list[_Entry]) -> None:
        text = json.dumps({"matcher": VERSION, "segments": entries})
        beside = self._folder / f"{LIST}.new"
        self._folder.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._folder / LIST)

    def _written(self, segment: Segment, entries: list[_Entry]) -> _Entry:
        number = max((int(entry["name"]) for entry in entries), default=0) + 1
        folder = self._folder / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in arrays(segment).items():
            with (folder / f"{name}.npy").open("wb") as file:
                np.save(file, array, allow_pickle=False)
                file.flush()
                os.fsync(file.fileno())
        return {"name": str(number), "gone": []}

    def _read(self, name: str) -> Segment:
        held = {
            field: np.load(self._folder / name / f"{field}.npy", mmap_mode="r", allow_pickle=False)
            for field in Segment.__slots__
        }
        return Segment(**held)

    def _rows(self, entry: _Entry) -> Iterable[NameRow]:
        segment, gone = self._read(entry["name"]), frozenset(entry["gone"])
        for row in range(segment.size):
            if segment.entity(row) not in gone:
                schema = "Company" if segment.row_body[row] else "Person"
                yield NameRow(segment.entity(row), segment.name(row), schema, " ".join(segment.born(row)))
