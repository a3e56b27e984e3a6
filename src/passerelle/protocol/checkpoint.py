"""A journal's head, signed: what a witness keeps, and compares with the next one it is shown.

Two signed heads of one node that do not extend each other prove, to anybody
and without the node, that it showed two histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from passerelle.core.canonical import canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.fields import Fields, instant_text
from passerelle.protocol.journal import verify_consistency
from passerelle.protocol.keys import SIGNATURE_BYTES, signature_holds
from passerelle.protocol.pae import pae

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

FORMAT = "passerelle-checkpoint/1"
PAYLOAD_TYPE = "application/vnd.passerelle.checkpoint+json"
ROOT_BYTES = 32
LONGEST = 4_096
LARGEST_SIZE = 2**53 - 1


class CheckpointError(PasserelleError):
    """A head is not what its node's service signed, or does not extend the one seen before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The size and root of one node's journal at an instant."""

    node: str
    size: int
    root: bytes
    at: datetime

    def signed(self, sign: Callable[[bytes], bytes]) -> bytes:
        """The bytes to hand to witnesses."""
        text = canonical(
            {
                "format": FORMAT,
                "node": self.node,
                "size": self.size,
                "root": self.root.hex(),
                "at": instant_text(self.at),
            }
        )
        return canonical({"signed": text.decode(), "signature": sign(pae(PAYLOAD_TYPE, text)).hex()})

    @classmethod
    def read(cls, data: bytes, *, keys: Iterable[bytes], node: str) -> Self:
        """The head that one of this service's keys signed for that node; raises CheckpointError."""
        if len(data) > LONGEST:
            raise CheckpointError("the head is too long")
        outer = Fields(parse_canonical(data), "head")
        text = outer.text("signed", longest=LONGEST).encode()
        signature = outer.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES)
        if not any(signature_holds(key, pae(PAYLOAD_TYPE, text), signature) for key in keys):
            raise CheckpointError("the head is not signed by the service of that node")
        fields = Fields(parse_canonical(text), "head")
        fields.known("format", {FORMAT})
        head = cls(
            node=fields.text("node"),
            size=fields.number("size", least=0, most=LARGEST_SIZE),
            root=fields.octets("root", least=ROOT_BYTES, most=ROOT_BYTES),
            at=fields.instant("at"),
        )
        if head.node != node:
            raise CheckpointError("the head is another node's")
        return head

    def check_extends(self, earlier: Checkpoint, proof: Sequence[bytes]) -> None:
        """Nothing that `earlier` covered was changed or taken out; raises CheckpointError."""
        if self.node != earlier.node or self.size < earlier.size:
            raise CheckpointError("the journal is shorter than it was: entries were taken out")
        if not verify_consistency(earlier.size, self.size, proof, earlier.root, self.root):
            raise CheckpointError("the journal does not extend the one seen before: entries were changed")
