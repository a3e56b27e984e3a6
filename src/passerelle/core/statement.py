"""The unit of knowledge and of sharing: this entity has this value for this property.

A statement's id binds its content, its marking and a salt. Erasing salt and
body leaves an id that nobody can confirm a guess against.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from passerelle.core.canonical import canonical_texts
from passerelle.errors import PasserelleError

FORMAT = "passerelle-statement/1"
SALT_BYTES = 16
LONGEST_VALUE = 10_000


class StatementError(PasserelleError):
    """A statement is malformed; it was not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact or assessment under one marking (`marking` is the digest of it)."""

    record: str  # random, 32 hexadecimal characters, stable across versions
    version: int  # from 1, raised by each correction of the owner
    salt: bytes  # 16 random bytes
    marking: str  # digest of the marking
    entity: str  # the subject's id
    schema: str  # FollowTheMoney's name, or ours
    prop: str
    value: str
    language: str = ""
    source: str = ""  # opaque reference; the origin behind it never leaves

    def __post_init__(self) -> None:
        """Refuse what could not be hashed or stored the same way everywhere."""
        if len(self.salt) != SALT_BYTES:
            raise StatementError(f"a salt is {SALT_BYTES} bytes, not {len(self.salt)}")
        if self.version < 1:
            raise StatementError("versions count from 1")
        if not self.value or len(self.value) > LONGEST_VALUE:
            raise StatementError(f"{self.schema}.{self.prop}: a value has 1 to {LONGEST_VALUE} characters")

    @property
    def id(self) -> str:
        """SHA-256 over the canonical list of the parts, 64 hexadecimal characters; no import time in it."""
        return statement_id(
            self.record,
            self.version,
            self.salt,
            self.marking,
            self.entity,
            self.schema,
            self.prop,
            self.value,
            self.language,
            self.source,
        )


def statement_id(  # noqa: PLR0917 - one for each part, by place: called for every fact of a list
    record: str,
    version: int,
    salt: bytes,
    marking: str,
    entity: str,
    schema: str,
    prop: str,
    value: str,
    language: str,
    source: str,
) -> str:
    """The id of the statement with these parts, in the order in which its class names them."""
    parts = [
        FORMAT,
        marking,
        record,
        str(version),
        salt.hex(),
        entity,
        schema,
        prop,
        value,
        language,
        source,
    ]
    return hashlib.sha256(canonical_texts(parts)).hexdigest()
