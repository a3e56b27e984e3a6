"""The interface to the world: clock, chance, keys, database, files.

Everything below the outermost loop takes an `Env`. `config.env` is the real
one; the simulator's is seeded, so that a history can be repeated bit for bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime


class Files(Protocol):
    """Bytes kept by their SHA-256, outside the database."""

    def put(self, data: bytes) -> str:
        """The hexadecimal SHA-256 under which the bytes are now durable."""

    def get(self, digest: str) -> bytes:
        """The bytes; raises PasserelleError when they are absent or no longer match their digest."""


class Vault(Protocol):
    """Holder of protected identities, in a process of its own."""

    def put(self, pseudonym: str, prop: str, value: str) -> None:
        """The value is sealed under the person's own key; this process cannot read it back."""


class NameHit(Protocol):
    """One entity whose name is the name asked about."""

    @property
    def id(self) -> str:
        """The entity."""

    @property
    def name(self) -> str:
        """Which of its names."""

    @property
    def score(self) -> float:
        """How near the names are, from 0 to 1."""

    @property
    def why(self) -> str:
        """The reasons, in sentences."""

    @property
    def dated(self) -> bool:
        """Whether dates of birth are known on both sides and can be the same."""


class Names(Protocol):
    """The index of this node's names, on disk beside the database and made from it."""

    @property
    def is_built(self) -> bool:
        """Whether there is one that this version can read."""

    def build(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """The index holds these (entity, name, schema, dates of birth, marks) and nothing else."""

    def replace(self, rows: Iterable[tuple[str, str, str, str, str]], of: Collection[str]) -> None:
        """These are the only names of these entities."""

    def hits(self, name: str, born: str = "", schema: str = "") -> Sequence[NameHit]:
        """At most ten entities that bear the name, the best first."""


class Env(Protocol):
    """What a synchronous function may know of the world."""

    @property
    def node(self) -> str:
        """This node's id."""

    @property
    def service(self) -> str:
        """The id of the service that owns this node and signs for it."""

    @property
    def incarnation(self) -> int:
        """Raised each time the node is restored from a backup."""

    @property
    def database(self) -> str:
        """The alias of this node's database."""

    @property
    def files(self) -> Files:
        """Where exhibits and imported originals lie."""

    @property
    def names(self) -> Names:
        """Where names are looked up that no key finds."""

    @property
    def vault(self) -> Vault | None:
        """None until a vault is configured; then identifying values of protected persons go there alone."""

    def now(self) -> datetime:
        """The present instant, in UTC, aware."""

    def random(self, size: int) -> bytes:
        """That many unpredictable bytes."""

    def new_id(self) -> str:
        """A fresh random id of 32 hexadecimal characters."""

    def sign(self, message: bytes) -> bytes:
        """The owner service's Ed25519 signature (RFC 8032), 64 bytes."""

    def seal(self, public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
        """The plaintext encrypted to that node (RFC 9180, ML-KEM-768 with X25519), bound to `info`."""

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """The plaintext sealed to this node; raises PasserelleError when it was not, or `info` differs."""

    def secret(self, purpose: str) -> bytes:
        """32 bytes that only this node knows, different for each purpose (HKDF of the node's root key)."""
