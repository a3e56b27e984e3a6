"""The real world: the only place where the clock and chance are read.

Keys are read from the node's folder once, when the world is opened; what they
sign and open is asked of this object, so that no other code holds them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from passerelle.config.files import FolderFiles
from passerelle.config.node import former_seals
from passerelle.engines.node_names import NodeNames
from passerelle.protocol.keys import SealError, SealingKey, SigningKey, seal

if TYPE_CHECKING:
    from passerelle.config.node import NodeFolder
    from passerelle.core.env import Names, Vault

ID_BYTES = 16


def clock() -> datetime:
    """The present instant, in UTC, for the setting up of a node that has no world yet."""
    return datetime.now(UTC)


@dataclass(slots=True)
class RealEnv:
    """An `Env` around a node's folder and one database alias."""

    folder: NodeFolder
    database: str = "default"
    vault: Vault | None = None
    files: FolderFiles = field(init=False)
    _signing: SigningKey = field(init=False, repr=False)
    _sealing: SealingKey = field(init=False, repr=False)
    _former: list[SealingKey] = field(init=False, repr=False)
    _names: Names | None = field(init=False, repr=False, default=None)
    _secrets: dict[str, bytes] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Read the keys; raises NodeFolderError when one is missing."""
        self.files = FolderFiles(self.folder.path / "files")
        self.read_keys()

    def read_keys(self) -> None:
        """The keys are those that lie in the folder now."""
        self._signing = SigningKey(self.folder.key("sign"))
        self._sealing = SealingKey(self.folder.key("seal"))
        self._former = [SealingKey(key) for key in former_seals(self.folder)]

    @property
    def node(self) -> str:
        """This node's id."""
        return self.folder.node

    @property
    def service(self) -> str:
        """The id of the service that owns this node."""
        return self.folder.service

    @property
    def incarnation(self) -> int:
        """Raised each time the node is restored from a backup."""
        return self.folder.incarnation

    @property
    def sign_public(self) -> bytes:
        """The key that partners check out of band."""
        return self._signing.public

    @property
    def seal_public(self) -> bytes:
        """The key that partners seal to."""
        return self._sealing.public

    @property
    def names(self) -> Names:
        """The index of names in the node's folder, opened when it is first needed."""
        if self._names is None:
            self._names = NodeNames(self.folder.path / "names")
        return self._names

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return clock()

    def random(self, size: int) -> bytes:
        """Bytes of the operating system's generator."""
        return os.urandom(size)

    def new_id(self) -> str:
        """32 random hexadecimal characters."""
        return self.random(ID_BYTES).hex()

    def sign(self, message: bytes) -> bytes:
        """The service's Ed25519 signature."""
        return self._signing.sign(message)

    def seal(self, public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
        """HPKE, ML-KEM-768 with X25519."""
        return seal(public_key, plaintext, info)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """The plaintext, sealed to the key of now or to one before it that is kept; raises SealError."""
        for key in (self._sealing, *self._former):
            try:
                return key.open(sealed, info)
            except SealError:
                continue
        raise SealError("not sealed to this node, or changed on the way")

    def secret(self, purpose: str) -> bytes:
        """32 bytes derived from the root key for that purpose."""
        if purpose not in self._secrets:
            self._secrets[purpose] = self.folder.secret(purpose)
        return self._secrets[purpose]
