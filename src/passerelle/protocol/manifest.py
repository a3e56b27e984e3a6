"""One signature over a batch for one recipient, of which any message still proves itself alone.

The manifest names the batch by the root of a Merkle tree over its payloads;
each message carries the manifest, its index and the path to the root.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.protocol.fields import Fields
from passerelle.protocol.journal.proof import inclusion_proof, verify_inclusion
from passerelle.protocol.journal.tree import HASH_BYTES, leaf_hash, nodes_of, root
from passerelle.protocol.keys import SIGNATURE_BYTES, signature_holds
from passerelle.protocol.pae import MANIFEST, MESSAGE, pae

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FORMAT = "passerelle-manifest/1"
MOST_MESSAGES = 4_096
LONGEST_PATH = 12
LARGEST_MANIFEST = 512


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature over one payload, or over the manifest of a batch with the payload's place in it."""

    signature: bytes
    manifest: bytes = b""
    index: int = 0
    path: tuple[bytes, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The form in which it is sealed beside the payload."""
        return {
            "signature": self.signature.hex(),
            "manifest": self.manifest.decode(),
            "index": self.index,
            "path": [step.hex() for step in self.path],
        }

    @classmethod
    def of(cls, fields: Fields) -> Signature:
        """The signature read strictly; nothing is believed before `holds`."""
        return cls(
            signature=fields.octets("signature", least=SIGNATURE_BYTES, most=SIGNATURE_BYTES),
            manifest=fields.text("manifest", longest=LARGEST_MANIFEST, shortest=0).encode(),
            index=fields.number("index", least=0, most=MOST_MESSAGES - 1),
            path=fields.octet_list("path", size=HASH_BYTES, most=LONGEST_PATH),
        )

    def holds(self, public: bytes, payload: bytes, recipient: str) -> bool:
        """True when the key signed this payload, alone or in a batch for this recipient."""
        content = pae(MESSAGE, payload)
        if not self.manifest:
            return not self.index and not self.path and signature_holds(public, content, self.signature)
        if not signature_holds(public, pae(MANIFEST, self.manifest), self.signature):
            return False
        fields = Fields(parse_canonical(self.manifest), "manifest")
        fields.known("format", {FORMAT})
        size = fields.number("size", least=1, most=MOST_MESSAGES)
        top = fields.octets("root", least=HASH_BYTES, most=HASH_BYTES)
        reached = verify_inclusion(leaf_hash(content), self.index, size, self.path, top)
        return fields.text("recipient") == recipient and reached


def sign_one(payload: bytes, sign: Callable[[bytes], bytes]) -> Signature:
    """The signature of one payload."""
    return Signature(sign(pae(MESSAGE, payload)))


def sign_batch(
    payloads: Sequence[bytes], recipient: str, sign: Callable[[bytes], bytes]
) -> tuple[Signature, ...]:
    """One signing for up to 4,096 payloads to one recipient; each gets its own path."""
    if not 1 <= len(payloads) <= MOST_MESSAGES:
        raise ValueError(f"a batch has 1 to {MOST_MESSAGES} messages")
    read = nodes_of([leaf_hash(pae(MESSAGE, payload)) for payload in payloads])
    size = len(payloads)
    parts: dict[str, Json] = {
        "format": FORMAT,
        "recipient": recipient,
        "size": size,
        "root": root(read, size).hex(),
    }
    manifest = canonical(parts)
    signature = sign(pae(MANIFEST, manifest))
    return tuple(
        Signature(signature, manifest, index, inclusion_proof(read, index, size)) for index in range(size)
    )
