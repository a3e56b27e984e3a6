"""Test vectors of the protocol, for whoever writes another implementation.

All but the seal is deterministic, so every file here is made again and
compared whenever the tests run. What is sealed once lies in
`conformance/vectors/sealed.json`, which the tests open and nobody makes again.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.protocol.bucket import AnswerKey, answer, read
from passerelle.protocol.card import CertifiedCard, NodeCard, Succession
from passerelle.protocol.envelope import Envelope, Header, plaintext_of
from passerelle.protocol.journal import (
    Act,
    Frontier,
    JournalLeaf,
    commitment,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    nodes_of,
    root,
)
from passerelle.protocol.keys import SealingKey, SigningKey, fingerprint, seal
from passerelle.protocol.manifest import sign_batch, sign_one
from passerelle.protocol.message import Message
from passerelle.protocol.messages import Outcome, Receipt
from passerelle.protocol.oblivious import Mode, hash_to_group, scalar_from_uniform
from passerelle.protocol.pae import MESSAGE, pae
from passerelle.protocol.question import ask, bucket_of, key_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.core.canonical import Json

FOLDER = Path("conformance") / "vectors"
TAGS = 16
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASKED_IN = "ab" * 32 + "|2026-11-22"  # agreement and day


def drawn(name: str, size: int) -> bytes:
    """Bytes that look random and are the same each time."""
    return hashlib.shake_256(name.encode()).digest(size)


SIGNING = SigningKey(drawn("vector signing key", 32))
NEXT_SIGNING = SigningKey(drawn("vector next signing key", 32))
SEALING = SealingKey(drawn("vector sealing key", 96))
ANSWERING = AnswerKey.of(drawn("vector answering secret", 32))


def journal() -> dict[str, Json]:
    """Leaves, roots, proofs, a stored head, an entry and a commitment."""
    texts = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [leaf_hash(bytes.fromhex(text)) for text in texts]
    read_node = nodes_of(leaves)
    head = Frontier()
    for leaf in leaves[:7]:
        head = head.append(leaf)
    entry = JournalLeaf(
        act=Act.CONSULTATION,
        at=NOON,
        officer="ana",
        role="analyst",
        reason="open case",
        case="OBL-2026-7",
        objects=(commitment(bytes(16), "person-1"),),
    )
    inclusion: list[Json] = [
        {"index": at, "size": size, "proof": [step.hex() for step in inclusion_proof(read_node, at, size)]}
        for at, size in ((0, 1), (0, 8), (5, 8), (2, 3), (1, 5), (6, 7))
    ]
    growth: list[Json] = [
        {"old": old, "new": new, "proof": [step.hex() for step in consistency_proof(read_node, old, new)]}
        for old, new in ((1, 1), (1, 8), (6, 8), (2, 5), (3, 7))
    ]
    return {
        "leaves": list(texts),
        "roots": [root(read_node, size).hex() for size in range(9)],
        "inclusion": inclusion,
        "consistency": growth,
        "head_of_seven": head.to_bytes().hex(),
        "entry": entry.to_bytes().decode(),
        "entry_leaf_hash": leaf_hash(entry.to_bytes()).hex(),
        "commitment": {
            "salt": bytes(16).hex(),
            "subject": "person-1",
            "value": commitment(bytes(16), "person-1"),
        },
    }


def question() -> dict[str, Json]:
    """One oblivious question about a key that is held and one that is not, with its answer."""
    keys = [b"phone:+00000001", b"phone:+00000002"]
    blinds = [scalar_from_uniform(drawn(f"vector blind {n}", 64)) for n in range(2)]
    body, state = ask(keys, blinds, 4, ANSWERING.pair.public)
    held = keys[:1]
    found = answer(
        body,
        lambda bits, bucket: [ANSWERING.entry(key) for key in held if bucket_of(key, bits) == bucket],
        ANSWERING,
        asked_in=ASKED_IN,
        tags=TAGS,
    )
    hits = read(found, state, asked_in=ASKED_IN, tags=TAGS)
    return {
        "answering_secret": drawn("vector answering secret", 32).hex(),
        "private_key": ANSWERING.pair.private.hex(),
        "public_key": ANSWERING.pair.public.hex(),
        "padding_key": ANSWERING.padding.hex(),
        "keys": [key.decode() for key in keys],
        "prefixes": [key_prefix(key) for key in keys],
        "elements": [hash_to_group(key, Mode.VOPRF).hex() for key in keys],
        "blinds": [one.hex() for one in blinds],
        "entries": [ANSWERING.entry(key).hex() for key in keys],
        "asked_in": ASKED_IN,
        "question": body.as_json(),
        "question_digest": body.digest(ASKED_IN).hex(),
        "answer": found.as_json(),
        "hits": list(hits),
    }


def message(sequence: int = 7) -> Message:
    """A receipt from Oberland's node to Unterland's."""
    receipt = Receipt("unterland-1|0|3|" + "cd" * 32, Outcome.TAKEN, "ef" * 32)
    return Message(
        kind="receipt",
        service="oberland",
        node="oberland-1",
        recipient="unterland-1",
        incarnation=1,
        sequence=sequence,
        agreement="",
        case="",
        sent_at=NOON,
        body=receipt.as_json(),
    )


HEADER = Header(node="oberland-1", recipient="unterland-1", incarnation=1, sequence=7)


def envelope() -> dict[str, Json]:
    """Everything of an envelope up to the seal, alone and in a batch of three."""
    payloads = [message(sequence).to_bytes() for sequence in (7, 8, 9)]
    alone = sign_one(payloads[0], SIGNING.sign)
    batch = sign_batch(payloads, "unterland-1", SIGNING.sign)
    return {
        "signing_secret": SIGNING.secret.hex(),
        "signing_key": SIGNING.public.hex(),
        "fingerprint": fingerprint(SIGNING.public),
        "sealing_secret": SEALING.secret.hex(),
        "sealing_key": SEALING.public.hex(),
        "payload": payloads[0].decode(),
        "pae": pae(MESSAGE, payloads[0]).decode(),
        "signature": alone.as_json(),
        "plaintext": plaintext_of(alone, payloads[0]).hex(),
        "info": HEADER.info.hex(),
        "batch": [one.as_json() for one in batch],
    }


def card() -> dict[str, Json]:
    """A card after one change of the service's signing key."""
    link = Succession.sign("oberland", NEXT_SIGNING.public, SIGNING.sign)
    value = NodeCard(
        service="oberland",
        node="oberland-1",
        serial=2,
        issued_at=NOON,
        address="https://oberland.example:8443",
        signing_key=NEXT_SIGNING.public,
        sealing_key=SEALING.public,
        oprf_key=ANSWERING.pair.public,
        certificate=drawn("vector certificate", 32),
    )
    certified = CertifiedCard.certify(value, NEXT_SIGNING.sign, SIGNING.public, (link,))
    return {"trusted_key": SIGNING.public.hex(), "certified": certified.as_json()}


def sealed_once() -> dict[str, Json]:
    """A whole envelope. Its seal draws chance, so this is made once and then only opened."""
    payload = message().to_bytes()
    plaintext = plaintext_of(sign_one(payload, SIGNING.sign), payload)
    wire = Envelope(HEADER, seal(SEALING.public, plaintext, HEADER.info)).to_bytes()
    return {"wire": wire.hex(), "payload": payload.decode()}


def written(value: dict[str, Json]) -> bytes:
    """The bytes of a vector file: JSON for people to read."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def vectors(root_folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every deterministic vector file."""
    for make in (journal, question, envelope, card):
        yield root_folder / FOLDER / f"{make.__name__}.json", written(make())


def main() -> None:
    """Write all files; the sealed one only where there is none."""
    here = Path(__file__).parent.parent
    (here / FOLDER).mkdir(parents=True, exist_ok=True)
    for path, data in vectors(here):
        path.write_bytes(data)
    sealed = here / FOLDER / "sealed.json"
    if not sealed.exists():
        sealed.write_bytes(written(sealed_once()))


if __name__ == "__main__":
    main()
