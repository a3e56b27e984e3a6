"""What is taken out of a statement before it leaves, for one recipient.

The origin behind a source reference and whoever recorded the item stay home.
The redacted form has its own salt and so its own id, and the same record and
version: recipients who compare find no common id, the owner still recalls it.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.statement import SALT_BYTES
from passerelle.core.vocabulary import prop
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from passerelle.core.statement import Statement

OPAQUE = re.compile(r"ref:[0-9a-f]{32}")


class RedactionError(PasserelleError):
    """A statement could not be redacted; nothing of it was sent."""


class Removed(StrEnum):
    """What a redaction took out, as the preview names it."""

    SOURCE = "source"
    SALT = "salt"


@dataclass(frozen=True, slots=True)
class Redacted:
    """The form that leaves, and what was taken out of it."""

    statement: Statement
    removed: tuple[Removed, ...]


def redact(statement: Statement, *, salt: bytes, reference: str) -> Redacted:
    """The statement without its origin; one that is already opaque comes back unchanged.

    `reference` is 32 hexadecimal characters that mean something to the owner
    alone, and `salt` is fresh for each recipient.
    """
    if prop(statement.schema, statement.prop).internal:
        raise RedactionError(f"{statement.schema}.{statement.prop} shows who recorded it; it stays home")
    if is_redacted(statement):
        return Redacted(statement, ())
    opaque = f"ref:{reference}"
    if not OPAQUE.fullmatch(opaque):
        raise RedactionError("an opaque reference has 32 hexadecimal characters; nothing was sent")
    if len(salt) != SALT_BYTES or salt == statement.salt:
        raise RedactionError(f"a redacted form needs {SALT_BYTES} fresh bytes of salt; nothing was sent")
    return Redacted(
        dataclasses.replace(statement, salt=salt, source=opaque),
        (Removed.SOURCE, Removed.SALT) if statement.source else (Removed.SALT,),
    )


def is_redacted(statement: Statement) -> bool:
    """Whether only an opaque reference is left of the source."""
    return OPAQUE.fullmatch(statement.source) is not None
