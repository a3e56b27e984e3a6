"""Files kept by their SHA-256 in the node's folder."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from pathlib import Path


class FileAbsentError(PasserelleError):
    """A kept file is gone or was changed on the disk; restore it from the backup."""

    def __init__(self, digest: str, problem: str) -> None:
        super().__init__(f"file {digest[:16]} {problem}; nothing was read, restore it from the backup")


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """Each file lies under its digest; it is on the disk before its digest is given out."""

    folder: Path

    def put(self, data: bytes) -> str:
        """The hexadecimal SHA-256 under which the bytes are now durable."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_durably(path, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes; raises FileAbsentError when they are absent or no longer match their digest."""
        try:
            data = self._path(digest).read_bytes()
        except OSError:
            raise FileAbsentError(digest, "is absent") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise FileAbsentError(digest, "no longer matches its digest")
        return data

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def write_durably(path: Path, data: bytes, mode: int = 0o600) -> None:
    """The file holds exactly these bytes, after a power cut too: written aside, synced, renamed, synced."""
    aside = path.with_name(f".{path.name}.new")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
