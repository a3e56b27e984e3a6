"""One entry of the journal: who did what, when, why and for whom, bound to persons only by commitment.

The officer is named; the person looked up is not. Deleting salt and body
makes a commitment unconfirmable while the tree stays provable (Directive
2016/680 article 25).
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.canonical import canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.fields import LONGEST_TEXT, Fields, instant_text
from passerelle.protocol.journal.tree import leaf_hash, nodes_of, root

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = "passerelle-journal/1"
SHORTEST_SALT = 16
MOST_OBJECTS = 10_000
COMMITMENT = re.compile(r"[0-9a-f]{64}")


class Act(StrEnum):
    """What was done to personal data, or to the power over them."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    ACCESS_CHANGE = "access-change"
    OVERSIGHT = "oversight"


class JournalLeafError(PasserelleError):
    """An entry is malformed; nothing was written and the operation must not go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLeaf:
    """One entry; its position is the tree's and is not in it."""

    act: Act
    at: datetime  # UTC, aware
    officer: str  # the acting user's id
    role: str
    reason: str
    case: str  # case, request or duty-operation reference
    recipients: tuple[str, ...] = ()  # node or service ids
    objects: tuple[str, ...] = ()  # commitments, 64 hexadecimal characters each
    reference: str = ""  # a message id, an agreement id: never a person

    def __post_init__(self) -> None:
        """Refuse an entry without officer or reason, outside UTC, or with an object in clear."""
        if self.at.utcoffset() != timedelta(0):
            raise JournalLeafError("an entry's instant is in UTC")
        for part in ("officer", "role", "reason", "case"):
            if not getattr(self, part).strip():
                raise JournalLeafError(f"an entry without {part} explains nothing")
        self._check_bounds()

    def _check_bounds(self) -> None:
        texts = (self.officer, self.role, self.reason, self.case, self.reference, *self.recipients)
        if any(len(text) > LONGEST_TEXT for text in texts):
            raise JournalLeafError(f"a text of an entry has at most {LONGEST_TEXT} characters")
        if len(self.objects) > MOST_OBJECTS or len(self.recipients) > MOST_OBJECTS:
            raise JournalLeafError(f"an entry names at most {MOST_OBJECTS} objects; write several")
        if not all(COMMITMENT.fullmatch(item) for item in self.objects):
            raise JournalLeafError("an object is named by its commitment, 64 hexadecimal characters")

    def to_bytes(self) -> bytes:
        """The canonical bytes that are hashed into the tree."""
        return canonical(
            {
                "format": FORMAT,
                "act": str(self.act),
                "at": instant_text(self.at),
                "officer": self.officer,
                "role": self.role,
                "reason": self.reason,
                "case": self.case,
                "recipients": list(self.recipients),
                "objects": list(self.objects),
                "reference": self.reference,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> JournalLeaf:
        """The entry whose canonical bytes are exactly `data`; raises a PasserelleError for anything else."""
        fields = Fields(parse_canonical(data), FORMAT)
        leaf = cls(
            act=fields.choice("act", Act),
            at=fields.instant("at"),
            officer=fields.text("officer"),
            role=fields.text("role"),
            reason=fields.text("reason"),
            case=fields.text("case"),
            recipients=fields.texts("recipients", most=MOST_OBJECTS),
            objects=fields.texts("objects", most=MOST_OBJECTS),
            reference=fields.text("reference", shortest=0),
        )
        if leaf.to_bytes() != data:
            raise JournalLeafError(f"not an entry of {FORMAT}: it has other parts")
        return leaf


def commitment(salt: bytes, subject: str) -> str:
    """HMAC-SHA256 of the subject's id under a random salt, 64 hexadecimal characters.

    The salt lies beside the entry's body; once both are erased nobody can
    confirm a guess.
    """
    if len(salt) < SHORTEST_SALT:
        raise JournalLeafError(f"a commitment's salt has at least {SHORTEST_SALT} bytes")
    return hmac.digest(salt, subject.encode(), "sha256").hex()


def bound(commitments: Sequence[str]) -> str:
    """What stands in an entry for very many commitments: the root of the tree that has them as leaves."""
    leaves = [leaf_hash(bytes.fromhex(one)) for one in commitments]
    return root(nodes_of(leaves), len(leaves)).hex()
