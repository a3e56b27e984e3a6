"""The built files of the desk: a closed table read once, served under names that change with content.

No path from a request ever reaches a file system: a name is in the table or
it is not there.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib import resources

COMPRESSED = {"text/javascript", "text/css"}
ROOM = resources.files("passerelle.desk") / "static" / "desk"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, with its compressed form where that is smaller."""

    media_type: str
    body: bytes
    compressed: bytes = b""


@cache
def assets() -> dict[str, Asset]:
    """Every built file by its name."""
    return {
        entry.name: _asset(entry.name, entry.read_bytes())
        for entry in ROOM.iterdir()
        if not entry.name.endswith(".json")
    }


@cache
def built_name(name: str) -> str:
    """The name under which the present content of `desk.js` or `desk.css` is served."""
    manifest: dict[str, str] = json.loads((ROOM / "manifest.json").read_text(encoding="utf-8"))
    return manifest[name]


@cache
def icons() -> dict[str, str]:
    """The markup inside each icon."""
    table: dict[str, str] = json.loads((ROOM / "icons.json").read_text(encoding="utf-8"))
    return table


def _asset(name: str, body: bytes) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name.endswith(".woff2"):
        media_type = "font/woff2"
    if media_type not in COMPRESSED:
        return Asset(media_type, body)
    return Asset(f"{media_type}; charset=utf-8", body, gzip.compress(body, 9, mtime=0))
