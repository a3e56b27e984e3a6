"""A node's folder: `node.toml`, `keys/`, the database file and `files/`.

Keys are files readable by the node's own user alone. They are drawn once by
`create` and never leave the folder.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from passerelle.config import database
from passerelle.config.certificate import self_signed
from passerelle.config.files import write_durably
from passerelle.core.country_status import demonstration_table
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ID_BYTES = 16
LONGEST_NAME = 80
FORMER_SEAL = "seal."
NEXT_SIGN = "sign.next"
KEY_BYTES = {"sign": 32, "seal": 96, "root": 32}


class NodeFolderError(PasserelleError):
    """The folder is no node; nothing was opened."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}; `passerelle node init FOLDER` makes one")


class NodeExistsError(PasserelleError):
    """A node lies there already; its keys were not touched."""

    def __init__(self) -> None:
        super().__init__("a node lies in that folder already; choose an empty folder")


class NodeNameError(PasserelleError):
    """A name that cannot be shown in one line; nothing was written."""

    def __init__(self) -> None:
        super().__init__(f"a node's name has 1 to {LONGEST_NAME} printable characters; nothing was written")


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
    answer_slot_ms: int = 7  # an answer leaves whole slots after its question came

    @classmethod
    def read(cls, path: Path) -> NodeFolder:
        """The folder's description; raises NodeFolderError when it is none."""
        try:
            data = tomllib.loads((path / "node.toml").read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
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

    @property
    def is_invented(self) -> bool:
        """True for a node of the invented world: its screens are marked as an exercise."""
        return self.country in demonstration_table().countries

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What a person says of a new node; ids and keys are drawn."""

    name: str
    kind: str
    country: str
    regime: str
    desk_port: int
    gate_port: int
    database: dict[str, Any]


def create(path: Path, said: Founding, *, now: datetime) -> NodeFolder:
    """A folder with fresh ids and keys; raises NodeExistsError, and never overwrites a key."""
    if (path / "node.toml").exists():
        raise NodeExistsError
    if not (1 <= len(said.name) <= LONGEST_NAME and said.name.isprintable()):
        raise NodeNameError
    (path / "keys").mkdir(parents=True, exist_ok=True, mode=0o700)
    path.chmod(0o700)
    for name, size in KEY_BYTES.items():
        write_durably(path / "keys" / name, _chance(size))
    key, certificate = self_signed(now=now)
    write_durably(path / "keys" / "tls.key", key)
    write_durably(path / "keys" / "tls.crt", certificate)
    # The description is written last: until it stands, the folder is no node.
    write_durably(path / "node.toml", _described(said).encode())
    return NodeFolder.read(path)


def rotate_seal(folder: NodeFolder) -> int:
    """A fresh sealing key is the node's from now on; how many earlier ones still open what is under way."""
    keys = folder.path / "keys"
    former = len(former_seals(folder)) + 1
    # The old key is safe under its new name before it is replaced.
    write_durably(keys / f"{FORMER_SEAL}{former:04}", folder.key("seal"))
    write_durably(keys / "seal", _chance(KEY_BYTES["seal"]))
    return former


def next_sign(folder: NodeFolder) -> bytes:
    """The signing key that is to come, drawn once; it lies beside the key of now until it takes its place."""
    path = folder.path / "keys" / NEXT_SIGN
    if not path.exists():
        write_durably(path, _chance(KEY_BYTES["sign"]))
    return folder.key(NEXT_SIGN)


def adopt_sign(folder: NodeFolder) -> None:
    """The key that was to come is the node's; the one before is nowhere any more."""
    keys = folder.path / "keys"
    write_durably(keys / "sign", folder.key(NEXT_SIGN))
    (keys / NEXT_SIGN).unlink()


def former_seals(folder: NodeFolder) -> list[bytes]:
    """The earlier sealing keys that are kept, the newest first."""
    files = sorted((folder.path / "keys").glob(f"{FORMER_SEAL}*"), reverse=True)
    return [folder.key(file.name) for file in files]


def forget_seals(folder: NodeFolder) -> int:
    """How many earlier sealing keys are gone: what was sealed to them opens for nobody any more."""
    files = sorted((folder.path / "keys").glob(f"{FORMER_SEAL}*"))
    for file in files:
        file.unlink()
    return len(files)


def raise_incarnation(folder: NodeFolder) -> NodeFolder:
    """The folder of the same node, as its next incarnation; durable before anything is said to anybody."""
    path = folder.path / "node.toml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    raised = f"incarnation = {folder.incarnation + 1}\n"
    written = [raised if line.startswith("incarnation =") else line for line in lines]
    write_durably(path, "".join(written).encode())
    return NodeFolder.read(folder.path)


def _described(said: Founding) -> str:
    lines = [
        f'node = "{_chance(ID_BYTES).hex()}"',
        f'service = "{_chance(ID_BYTES).hex()}"',
        f"name = {_quoted(said.name)}",
        f"kind = {_quoted(said.kind)}",
        f"country = {_quoted(said.country)}",
        f"regime = {_quoted(said.regime)}",
        "incarnation = 1",
        f"desk_port = {said.desk_port}",
        f"gate_port = {said.gate_port}",
    ]
    if said.database:
        lines += ["", "[database]"]
        lines += [
            f"{name} = {value if isinstance(value, int) else _quoted(value)}"
            for name, value in sorted(said.database.items())
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string of printable text is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)


def _chance(size: int) -> bytes:
    return os.urandom(size)  # noqa: TID251 - a new node has no world yet to draw from
