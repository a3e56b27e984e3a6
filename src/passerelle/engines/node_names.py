"""A node's index of names, opened when a name is first looked up; little else needs its libraries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from passerelle.matching.name.feature import VERSION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from passerelle.engines.name_index import NameIndex
    from passerelle.matching.screening.screening import Hit

LIST = "segments.json"
LAYOUT = 4  # raised whenever the arrays of a segment change
MATCHER = [LAYOUT, VERSION]


class NodeNames:
    """The index in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: NameIndex | None = None

    @property
    def is_built(self) -> bool:
        """Whether the folder holds an index that this version can read."""
        try:
            held = json.loads((self._folder / LIST).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return False
        return bool(held["matcher"] == MATCHER)

    def build(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """The index holds these names and nothing else; until it is whole there is none."""
        self._index().build(rows)

    def replace(self, rows: Iterable[tuple[str, str, str, str, str]], of: Collection[str]) -> None:
        """These are the only names of these entities, in searches and on the disk."""
        self._index().replace(rows, of)

    def hits(self, name: str, born: str = "", schema: str = "") -> list[Hit]:
        """At most ten entities that bear the name, the best first."""
        return self._index().screening().hits(name, born, schema)

    def _index(self) -> NameIndex:
        if self._opened is None:
            from passerelle.engines.name_index import NameIndex  # noqa: PLC0415 - brings the numeric library

            self._opened = NameIndex(self._folder)
        return self._opened
