"""The seeded world: clock, chance and keys come from a number, so that a history repeats bit for bit."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from passerelle.config.files import FolderFiles
from passerelle.engines.node_names import NodeNames
from passerelle.errors import PasserelleError
from passerelle.protocol.keys import SEALING_KEY_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.core.env import Names, Vault

TAG_BYTES = 32


class UnsafeSeededSealError(PasserelleError):
    """What was opened had not been sealed to this node, or for another purpose."""


@dataclass(frozen=True, slots=True)
class UnsafeSeededSeal:
    """Seals nothing: the plaintext is readable. HPKE takes no seed, and a history must repeat.

    It keeps what callers rely on: another node's key, another `info` or a
    changed byte are refused.
    """

    private: bytes

    @property
    def public(self) -> bytes:
        return hashlib.shake_256(b"unsafe public" + self.private).digest(SEALING_KEY_BYTES)

    @staticmethod
    def seal(public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
        return _tag(public_key, plaintext, info) + plaintext

    def open(self, sealed: bytes, info: bytes) -> bytes:
        tag, plaintext = sealed[:TAG_BYTES], sealed[TAG_BYTES:]
        if not hmac.compare_digest(tag, _tag(self.public, plaintext, info)):
            raise UnsafeSeededSealError("sealed to another node, for another purpose, or changed")
        return plaintext


def _tag(public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
    return hmac.new(public_key, hashlib.sha256(info).digest() + plaintext, hashlib.sha256).digest()


class CrashError(BaseException):
    """The process ended here: what was not committed is gone."""


@dataclass(slots=True)
class SeededEnv:
    """An `Env` whose every answer follows from `seed`, `start` and what was asked before."""

    seed: int
    database: str
    folder: Path
    start: datetime
    incarnation: int = 1
    vault: Vault | None = None
    elapsed: timedelta = timedelta()
    tick: timedelta = timedelta(milliseconds=1)
    drawn: int = 0
    steps_left: int | None = None
    node: str = field(init=False)
    service: str = field(init=False)
    files: FolderFiles = field(init=False)
    _names: Names | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.node = self.secret("node")[:16].hex()
        self.service = self.secret("service")[:16].hex()
        self.files = FolderFiles(self.folder)

    @property
    def names(self) -> Names:
        if self._names is None:
            self._names = NodeNames(self.folder / "names")
        return self._names

    def now(self) -> datetime:
        """Each look moves the clock on, so that no two instants are equal."""
        self._step()
        self.elapsed += self.tick
        return self.start + self.elapsed

    def at(self) -> datetime:
        """The instant, looked at from outside the world."""
        return self.start + self.elapsed

    def crash_after(self, steps: int) -> None:
        """The process ends when it next asks the world for something, after so many times more."""
        self.steps_left = steps

    def recover(self) -> None:
        self.steps_left = None

    def _step(self) -> None:
        if self.steps_left is None:
            return
        if self.steps_left == 0:
            raise CrashError
        self.steps_left -= 1

    def advance(self, by: timedelta) -> None:
        self.elapsed += by

    def random(self, size: int) -> bytes:
        self._step()
        self.drawn += 1
        return hashlib.shake_256(f"{self.seed}/{self.incarnation}/{self.drawn}".encode()).digest(size)

    def new_id(self) -> str:
        return self.random(16).hex()

    @property
    def sign_public(self) -> bytes:
        return self._signer().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        self._step()
        return self._signer().sign(message)

    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret("sign"))

    @property
    def sealing(self) -> UnsafeSeededSeal:
        return UnsafeSeededSeal(self.secret("seal"))

    def seal(self, public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
        return UnsafeSeededSeal.seal(public_key, plaintext, info)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        return self.sealing.open(sealed, info)

    def secret(self, purpose: str) -> bytes:
        return hashlib.sha256(f"{self.seed}/{purpose}".encode()).digest()
