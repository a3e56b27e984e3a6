"""A node's folder: `node.toml`, `keys/`, the database file and `files/`.

Keys are files readable by the node's own user alone. They are drawn once by
`create` and never leave the folder.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from passerelle.config import database
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from pathlib import Path


class NodeFolderError(PasserelleError):
    """The folder is no node; nothing was opened."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}; `passerelle node init FOLDER` makes one")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFolder:
    """What `node.toml` says, and where the folder is."""

    path: Path
    node: str
    service: str
    name: str
    kind: str
    country: str
    regime: str
    incarnation: int
    desk_port: int
    gate_port: int
    database_entry: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> NodeFolder:
        """The folder's description; raises NodeFolderError when it is none."""
        try:
            data = tomllib.loads((path / "node.toml").read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise NodeFolderError(f"node.toml cannot be read ({type(error).__name__})") from None
        try:
            return cls(path=path, database_entry=data.pop("database", {}), **data)
        except TypeError:
            raise NodeFolderError("node.toml lacks a field or has one too many") from None

    def database(self) -> dict[str, Any]:
        """Django's entry: the SQLite file of the folder, unless node.toml names a PostgreSQL database."""
        if self.database_entry:
            return database.postgresql(**self.database_entry)
        return database.sqlite(self.path / "passerelle.db")

    def key(self, name: str) -> bytes:
        """The bytes of one key file."""
        try:
            return (self.path / "keys" / name).read_bytes()
        except OSError as error:
            raise NodeFolderError(f"key file {name} cannot be read ({type(error).__name__})") from None

    def secret(self, purpose: str) -> bytes:
        """32 bytes derived from the root key for one purpose (HKDF-SHA256, RFC 5869)."""
        derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
        return derivation.derive(self.key("root"))
