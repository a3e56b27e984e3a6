from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripts import protocol_vectors

from passerelle.protocol.card import CertifiedCard, verify_card
from passerelle.protocol.envelope import message_id, parse_envelope, parse_plaintext
from passerelle.protocol.fields import Fields
from passerelle.protocol.journal import Act, leaf_hash, verify_consistency, verify_inclusion
from passerelle.protocol.messages import Kind, RefusalCode
from passerelle.protocol.rejection import RejectCode

if TYPE_CHECKING:
    from passerelle.core.canonical import Json

ROOT = Path(__file__).parent.parent.parent


def vector(name: str) -> dict[str, Json]:
    found: dict[str, Json] = json.loads((ROOT / protocol_vectors.FOLDER / f"{name}.json").read_bytes())
    return found


@pytest.mark.parametrize(
    ("path", "data"),
    [pytest.param(path, data, id=path.stem) for path, data in protocol_vectors.vectors(ROOT)],
)
def test_a_committed_vector_is_what_the_protocol_makes_now(path: Path, data: bytes) -> None:
    assert path.read_bytes() == data


def test_the_envelope_sealed_once_still_opens() -> None:
    sealed = Fields(vector("sealed"), "sealed")
    wire = sealed.octets("wire", most=5_000)
    envelope = parse_envelope(wire)
    plaintext = protocol_vectors.SEALING.open(envelope.sealed, envelope.header.info)
    signature, payload = parse_plaintext(plaintext)
    assert payload.decode() == sealed.text("payload", longest=5_000)
    assert signature.holds(protocol_vectors.SIGNING.public, payload, "unterland-1")
    assert message_id(wire).startswith("oberland-1|1|7|")


def test_the_card_vector_verifies() -> None:
    fields = Fields(vector("card"), "card")
    certified = CertifiedCard.of(fields.object("certified"))
    key = fields.octets("trusted_key", most=32)
    assert verify_card(certified, service="oberland", trusted_key=key).serial == 2


def test_the_proof_vectors_verify() -> None:
    fields = Fields(vector("journal"), "journal")
    roots = fields.octet_list("roots", size=32, most=9)
    leaves = [leaf_hash(bytes.fromhex(str(text))) for text in fields.items("leaves", most=8)]
    for one in fields.objects("inclusion", most=20):
        at, size = one.number("index", least=0, most=8), one.number("size", least=0, most=8)
        assert verify_inclusion(leaves[at], at, size, one.octet_list("proof", size=32, most=9), roots[size])
    for one in fields.objects("consistency", most=20):
        old, new = one.number("old", least=0, most=8), one.number("new", least=0, most=8)
        proof = one.octet_list("proof", size=32, most=9)
        assert verify_consistency(old, new, proof, roots[old], roots[new])


PAGES = ROOT / "docs" / "reference" / "protocol"


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_kind_of_message_has_its_heading(kind: Kind) -> None:
    assert f"\n## {kind}\n" in (PAGES / "message.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", RefusalCode, ids=str)
def test_every_refusal_code_is_documented(code: RefusalCode) -> None:
    assert f"`{code}`" in (PAGES / "message.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", RejectCode, ids=str)
def test_every_step_of_receiving_is_documented(code: RejectCode) -> None:
    assert f"| `{code}` |" in (PAGES / "receiving.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("act", Act, ids=str)
def test_every_act_of_the_journal_is_documented(act: Act) -> None:
    assert f"`{act}`" in (PAGES / "journal.md").read_text(encoding="utf-8")
