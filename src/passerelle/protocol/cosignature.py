"""What a witness signs under the head of a partner's journal, and the exchange that brings it.

A cosignature says: this head extends every head of this node that I have
seen. With the head and the witness's key anybody can check it offline; two
heads of one node that contradict each other, each signed by that node, prove
by themselves that it showed two histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from passerelle.core.canonical import canonical, parse_canonical
from passerelle.protocol.checkpoint import LARGEST_SIZE, LONGEST, ROOT_BYTES, Checkpoint, CheckpointError
from passerelle.protocol.fields import Fields, instant_text
from passerelle.protocol.keys import SIGNATURE_BYTES, signature_holds
from passerelle.protocol.pae import pae

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

SHOWN_FORMAT = "passerelle-head/1"
ANSWER_FORMAT = "passerelle-head-answer/1"
COSIGNATURE_FORMAT = "passerelle-cosignature/1"
PAYLOAD_TYPE = "application/vnd.passerelle.cosignature+json"
LONGEST_PROOF = 128
LARGEST = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """Whose head of which size and root was seen by which witness, and when."""

    witness: str  # node id
    node: str
    size: int
    root: bytes
    at: datetime

    def signed(self, sign: Callable[[bytes], bytes]) -> bytes:
        """The bytes that the witness gives."""
        text = canonical(
            {
                "format": COSIGNATURE_FORMAT,
                "witness": self.witness,
                "node": self.node,
                "size": self.size,
                "root": self.root.hex(),
                "at": instant_text(self.at),
            }
        )
        return canonical({"signed": text.decode(), "signature": sign(pae(PAYLOAD_TYPE, text)).hex()})

    @classmethod
    def read(cls, data: bytes, *, keys: Iterable[bytes], witness: str, head: Checkpoint) -> Self:
        """The witness's cosignature under this very head; raises CheckpointError."""
        if len(data) > LONGEST:
            raise CheckpointError("the cosignature is too long")
        outer = Fields(parse_canonical(data), "cosignature")
        text = outer.text("signed", longest=LONGEST).encode()
        signature = outer.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES)
        if not any(signature_holds(key, pae(PAYLOAD_TYPE, text), signature) for key in keys):
            raise CheckpointError("the cosignature is not signed by the service of that witness")
        fields = Fields(parse_canonical(text), "cosignature")
        fields.known("format", {COSIGNATURE_FORMAT})
        found = cls(
            witness=fields.text("witness"),
            node=fields.text("node"),
            size=fields.number("size", least=0, most=LARGEST_SIZE),
            root=fields.octets("root", least=ROOT_BYTES, most=ROOT_BYTES),
            at=fields.instant("at"),
        )
        if (found.witness, found.node, found.size, found.root) != (witness, head.node, head.size, head.root):
            raise CheckpointError("the cosignature is of another head")
        return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A signed head, and the proof that it extends the one of `since` entries (RFC 9162 section 2.1.4)."""

    head: bytes
    since: int  # what the witness cosigned last, by the memory of whoever shows; 0 at first
    proof: tuple[bytes, ...] = ()

    def to_bytes(self) -> bytes:
        """What is posted to the witness."""
        proof = [one.hex() for one in self.proof]
        return canonical(
            {"format": SHOWN_FORMAT, "head": self.head.decode(), "since": self.since, "proof": list(proof)}
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What was posted; raises a PasserelleError where it is malformed."""
        fields = _bounded(data, "head")
        fields.known("format", {SHOWN_FORMAT})
        return cls(
            fields.text("head", longest=LONGEST).encode(),
            fields.number("since", least=0, most=LARGEST_SIZE),
            fields.octet_list("proof", size=ROOT_BYTES, most=LONGEST_PROOF),
        )


class Seen(StrEnum):
    """What a witness says to a head."""

    COSIGNED = "cosigned"
    BEHIND = "behind"  # the proof is from another size than the one last seen: show it again from there
    FORK = "fork"  # it contradicts what was seen
    FORGOTTEN = "forgotten"  # the witness holds nothing of what it is said to have cosigned


@dataclass(frozen=True, slots=True)
class HeadAnswer:
    """The witness's answer: the cosignature, or the head that it holds, as the node signed it."""

    outcome: Seen
    cosignature: bytes = b""
    seen: bytes = b""

    def to_bytes(self) -> bytes:
        """What the witness replies."""
        return canonical(
            {
                "format": ANSWER_FORMAT,
                "outcome": str(self.outcome),
                "cosignature": self.cosignature.decode(),
                "seen": self.seen.decode(),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What a witness replied; nothing of it is believed yet."""
        fields = _bounded(data, "answer to a head")
        fields.known("format", {ANSWER_FORMAT})
        return cls(
            fields.choice("outcome", Seen),
            fields.text("cosignature", longest=LONGEST, shortest=0).encode(),
            fields.text("seen", longest=LONGEST, shortest=0).encode(),
        )


def contradict(first: Checkpoint, second: Checkpoint) -> bool:
    """Whether two signed heads of one node prove by themselves that it showed two histories."""
    early, late = sorted((first, second), key=lambda one: one.at)
    return early.node == late.node and (
        late.size < early.size or (late.size == early.size and late.root != early.root)
    )


def _bounded(data: bytes, where: str) -> Fields:
    if len(data) > LARGEST:
        raise CheckpointError(f"the {where} is too long")
    return Fields(parse_canonical(data), where)
