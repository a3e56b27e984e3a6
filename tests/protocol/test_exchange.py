from __future__ import annotations

import dataclasses
import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from tests.protocol.bodies import BODIES
from tests.protocol.world import (
    AGREEMENT,
    NOON,
    OBERLAND,
    SEELAND,
    UNTERLAND,
    WorldDirectory,
    WorldNode,
    directory,
)

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.protocol.envelope import Envelope, Header, message_id, plaintext_of
from passerelle.protocol.exchange import (
    Draft,
    Opened,
    UnknownRecipientError,
    compose,
    compose_batch,
    kind_of,
    receive,
)
from passerelle.protocol.manifest import Signature, sign_one
from passerelle.protocol.message import Message
from passerelle.protocol.messages import Body, Kind, RefusalCode
from passerelle.protocol.rejection import RejectCode, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = BODIES[Kind.RECALL]
DRAFT = Draft(body=BODY, sequence=7, agreement=AGREEMENT, case="OBL-2026-7")
WIRE = compose(OBERLAND, directory(), UNTERLAND.node, DRAFT)
SOAK = bool(os.environ.get("PASSERELLE_SOAK"))


def received(wire: bytes, by: WorldNode = UNTERLAND, carrier: str = "oberland-1") -> Opened | Rejected:
    return receive(wire, by, directory(), carrier=carrier)


def code(outcome: Opened | Rejected) -> RejectCode | None:
    match outcome:
        case Opened():
            return None
        case Rejected(code=found):
            return found


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_kind_arrives_as_it_was_sent(kind: Kind) -> None:
    draft = dataclasses.replace(DRAFT, body=BODIES[kind])
    wire = compose(OBERLAND, directory(), UNTERLAND.node, draft)
    opened = received(wire)
    assert isinstance(opened, Opened)
    assert opened.body == BODIES[kind]
    assert opened.id == message_id(wire)
    message = opened.message
    assert (message.kind, message.service, message.node) == (kind, "oberland", "oberland-1")
    assert (message.recipient, message.incarnation, message.sequence) == ("unterland-1", 1, 7)
    assert (message.agreement, message.case, message.sent_at) == (AGREEMENT, "OBL-2026-7", NOON)
    assert kind_of(opened.body) is kind


def flips() -> list[int]:
    """A change flips one bit of each byte, each time the next one; the long run every bit."""
    every = range(8 * len(WIRE))
    return [bit for bit in every if SOAK or bit // 8 % 8 == bit % 8]


def test_every_flipped_bit_is_refused_and_says_nothing() -> None:
    known = directory()
    for bit in flips():
        changed = bytearray(WIRE)
        changed[bit // 8] ^= 1 << bit % 8
        outcome = receive(bytes(changed), UNTERLAND, known, carrier="oberland-1")
        assert isinstance(outcome, Rejected)
        assert outcome.refusal is None
        assert outcome.message is None


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 25, 26, 100, len(WIRE) - 1])
def test_a_cut_envelope_is_refused(cut: int) -> None:
    assert isinstance(received(WIRE[:cut]), Rejected)


def test_bytes_behind_the_envelope_are_refused() -> None:
    assert code(received(WIRE + b"\x00")) is RejectCode.SEAL


def test_an_envelope_beyond_the_bound_is_refused_unread() -> None:
    assert code(received(WIRE + bytes(2_000_000))) is RejectCode.FRAMING


def forge(
    *,
    signer: WorldNode = OBERLAND,
    sealed_for: WorldNode = UNTERLAND,
    header: dict[str, object] | None = None,
    inner: dict[str, Json] | None = None,
    sign: Callable[[bytes], Signature] | None = None,
) -> bytes:
    """An envelope as a hostile partner can make it: any part may differ from the honest one."""
    honest = Message(
        kind=Kind.RECALL,
        service="oberland",
        node="oberland-1",
        recipient="unterland-1",
        incarnation=1,
        sequence=7,
        agreement=AGREEMENT,
        case="OBL-2026-7",
        sent_at=NOON,
        body=BODY.as_json(),
    )
    value = parse_canonical(honest.to_bytes())
    assert isinstance(value, dict)
    payload = canonical(value | (inner or {}))
    outside = Header(node="oberland-1", recipient="unterland-1", incarnation=1, sequence=7)
    outside = dataclasses.replace(outside, **(header or {}))  # type: ignore[arg-type] # any field may be wrong
    signature = sign(payload) if sign else sign_one(payload, signer.sign)
    plaintext = plaintext_of(signature, payload)
    return Envelope(outside, OBERLAND.seal(sealed_for.sealing.public, plaintext, outside.info)).to_bytes()


def test_the_forger_of_these_tests_can_make_an_honest_envelope() -> None:
    assert isinstance(received(forge()), Opened)


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        pytest.param(forge(signer=SEELAND), RejectCode.SIGNATURE, id="signed by another service"),
        pytest.param(forge(sealed_for=SEELAND), RejectCode.SEAL, id="sealed to another node"),
        pytest.param(forge(header={"recipient": "seeland-1"}), RejectCode.RECIPIENT, id="recipient outside"),
        pytest.param(forge(header={"node": "seeland-1"}), RejectCode.CARRIER, id="sender outside"),
        pytest.param(forge(header={"node": "haven-1"}), RejectCode.SENDER, id="stranger outside"),
        pytest.param(forge(header={"sequence": 8}), RejectCode.MISMATCH, id="sequence outside"),
        pytest.param(forge(header={"incarnation": 2}), RejectCode.MISMATCH, id="incarnation outside"),
        pytest.param(forge(header={"seal": "hpke/x25519"}), RejectCode.ALGORITHM, id="seal not allowed"),
        pytest.param(forge(header={"sign": "none"}), RejectCode.ALGORITHM, id="signature not allowed"),
        pytest.param(forge(inner={"recipient": "seeland-1"}), RejectCode.MISMATCH, id="recipient inside"),
        pytest.param(forge(inner={"node": "seeland-1"}), RejectCode.MISMATCH, id="sender inside"),
        pytest.param(forge(inner={"service": "seeland"}), RejectCode.MISMATCH, id="owner inside"),
        pytest.param(forge(inner={"sequence": 8}), RejectCode.MISMATCH, id="sequence inside"),
        pytest.param(forge(inner={"incarnation": 0}), RejectCode.MISMATCH, id="incarnation inside"),
    ],
)
def test_an_identity_that_does_not_match_is_refused_without_a_word(wire: bytes, expected: RejectCode) -> None:
    outcome = received(wire)
    assert isinstance(outcome, Rejected)
    assert outcome.code is expected
    assert outcome.refusal is None


@pytest.mark.parametrize(
    ("carrier", "expected"),
    [
        pytest.param("oberland-1", None, id="origin"),
        pytest.param("port-lanterne-1", None, id="accepted relay"),
        pytest.param("seeland-1", RejectCode.CARRIER, id="another partner"),
        pytest.param("", RejectCode.CARRIER, id="nobody"),
    ],
)
def test_only_the_origin_or_an_accepted_relay_carries(carrier: str, expected: RejectCode | None) -> None:
    assert code(received(WIRE, carrier=carrier)) is expected


def test_a_recipient_cannot_pass_a_signed_message_on_as_if_sent_to_another() -> None:
    """Unterland seals Oberland's signed bytes again, to Seeland, under an honest-looking header."""
    opened = received(WIRE)
    assert isinstance(opened, Opened)
    signature = sign_one(opened.message.payload, OBERLAND.sign)
    header = Header(node="oberland-1", recipient="seeland-1", incarnation=1, sequence=7)
    plaintext = plaintext_of(signature, opened.message.payload)
    wire = Envelope(header, UNTERLAND.seal(SEELAND.sealing.public, plaintext, header.info)).to_bytes()
    assert code(receive(wire, SEELAND, directory(), carrier="oberland-1")) is RejectCode.MISMATCH


def test_a_stranger_is_refused() -> None:
    empty = WorldDirectory(cards={})
    assert code(receive(WIRE, UNTERLAND, empty, carrier="oberland-1")) is RejectCode.SENDER


def test_nothing_is_sent_to_a_stranger() -> None:
    with pytest.raises(UnknownRecipientError, match="haven-1"):
        compose(OBERLAND, directory(), "haven-1", DRAFT)


@pytest.mark.parametrize(
    ("inner", "expected", "said"),
    [
        pytest.param({"kind": "pullback"}, RejectCode.KIND, RefusalCode.KIND_UNKNOWN, id="unknown kind"),
        pytest.param(
            {"agreement": ""}, RejectCode.AGREEMENT, RefusalCode.AGREEMENT_UNKNOWN, id="no agreement"
        ),
        pytest.param(
            {"agreement": "x"}, RejectCode.AGREEMENT, RefusalCode.AGREEMENT_UNKNOWN, id="unknown one"
        ),
        pytest.param({"body": {}}, RejectCode.BODY, RefusalCode.BODY_MALFORMED, id="empty body"),
        pytest.param({"body": []}, RejectCode.BODY, RefusalCode.BODY_MALFORMED, id="body is a list"),
        pytest.param({"sent_at": "noon"}, RejectCode.BODY, RefusalCode.BODY_MALFORMED, id="no instant"),
        pytest.param({"format": "x"}, RejectCode.BODY, RefusalCode.BODY_MALFORMED, id="another format"),
    ],
)
def test_what_a_proven_sender_got_wrong_is_told_with_a_code(
    inner: dict[str, Json], expected: RejectCode, said: RefusalCode
) -> None:
    wire = forge(inner=inner)
    outcome = received(wire)
    assert isinstance(outcome, Rejected)
    assert outcome.code is expected
    assert outcome.refusal is not None
    assert (outcome.refusal.code, outcome.refusal.of_message) == (said, message_id(wire))


def test_a_sender_set_back_to_an_old_incarnation_is_told() -> None:
    known = directory()
    known.incarnations["oberland-1"] = 2
    outcome = receive(WIRE, UNTERLAND, known, carrier="oberland-1")
    assert isinstance(outcome, Rejected)
    assert outcome.refusal is not None
    assert outcome.refusal.code is RefusalCode.INCARNATION_ROLLED_BACK
    known.incarnations["oberland-1"] = 1
    assert isinstance(receive(WIRE, UNTERLAND, known, carrier="oberland-1"), Opened)


def test_a_refusal_is_itself_a_message_that_needs_no_agreement() -> None:
    outcome = received(forge(inner={"agreement": "x"}))
    assert isinstance(outcome, Rejected)
    assert outcome.refusal is not None
    reply = compose(UNTERLAND, directory(), "oberland-1", Draft(body=outcome.refusal, sequence=1))
    back = receive(reply, OBERLAND, directory(), carrier="unterland-1")
    assert isinstance(back, Opened)
    assert back.body == outcome.refusal


def test_unknown_fields_stay_in_the_signed_bytes() -> None:
    opened = received(forge(inner={"later": "field"}))
    assert isinstance(opened, Opened)
    assert b'"later":"field"' in opened.message.payload


RAW = {
    "duplicate keys": lambda text: text.replace(b'{"agreement"', b'{"agreement":"","agreement"', 1),
    "NaN": lambda text: text.replace(b'"sequence":7', b'"sequence":NaN'),
    "fraction": lambda text: text.replace(b'"sequence":7', b'"sequence":7.0'),
    "exponent": lambda text: text.replace(b'"sequence":7', b'"sequence":1e999'),
    "negative zero": lambda text: text.replace(b'"incarnation":1', b'"incarnation":-0'),
    "lone surrogate": lambda text: text.replace(b"OBL-2026-7", b"\\ud800"),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "white space": lambda text: text + b"\n",
    "not UTF-8": lambda text: text.replace(b"OBL-2026-7", b"\xff"),
    "deep nesting": lambda text: text.replace(
        b'"body":{', b'"body":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b","
    ),
    "moderate nesting": lambda text: text.replace(
        b'"body":{', b'"body":{"a":' + b"[" * 33 + b"]" * 33 + b","
    ),
    "other order": lambda text: b'{"body"' + text.split(b'"body"', 1)[1][:-1] + b',"agreement":""}',
}


@pytest.mark.parametrize("spoil", RAW.values(), ids=RAW.keys())
def test_an_ambiguous_payload_is_refused_though_it_is_signed(spoil: Callable[[bytes], bytes]) -> None:
    opened = received(WIRE)
    assert isinstance(opened, Opened)
    payload = spoil(opened.message.payload)
    assert payload != opened.message.payload
    header = Header(node="oberland-1", recipient="unterland-1", incarnation=1, sequence=7)
    plaintext = plaintext_of(sign_one(payload, OBERLAND.sign), payload)
    wire = Envelope(header, OBERLAND.seal(UNTERLAND.sealing.public, plaintext, header.info)).to_bytes()
    assert code(received(wire)) is RejectCode.BODY


def test_a_signature_over_another_payload_type_is_refused() -> None:
    wire = forge(sign=lambda payload: Signature(OBERLAND.sign(payload)))
    assert code(received(wire)) is RejectCode.SIGNATURE


def test_length_says_only_the_size_class() -> None:
    bodies: list[Body] = [BODIES[Kind.RECALL], BODIES[Kind.RECEIPT], BODIES[Kind.HIT]]
    sizes = {
        len(compose(OBERLAND, directory(), "unterland-1", dataclasses.replace(DRAFT, body=body)))
        for body in bodies
    }
    assert len(sizes) == 1


def test_a_batch_is_signed_once_and_each_message_stands_alone() -> None:
    signings: list[bytes] = []

    class Counting(WorldNode):
        def sign(self, message: bytes) -> bytes:
            signings.append(message)
            return WorldNode.sign(self, message)

    drafts = [dataclasses.replace(DRAFT, sequence=n) for n in range(1, 12)]
    wires = compose_batch(Counting("oberland", "oberland-1"), directory(), "unterland-1", drafts)
    assert len(signings) == 1
    for number, wire in enumerate(wires, 1):
        opened = received(wire)
        assert isinstance(opened, Opened)
        assert opened.message.sequence == number


def test_an_id_names_place_and_content() -> None:
    node, incarnation, sequence, digest = message_id(WIRE).split("|")
    assert (node, incarnation, sequence) == ("oberland-1", "1", "7")
    assert digest == hashlib.sha256(WIRE).hexdigest()


@pytest.mark.parametrize(
    "plaintext",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(bytes(1_024), id="zeros"),
        pytest.param(b"x" * 1_024, id="noise"),
    ],
)
def test_sealed_bytes_that_are_no_signed_payload_are_refused(plaintext: bytes) -> None:
    header = Header(node="oberland-1", recipient="unterland-1", incarnation=1, sequence=7)
    wire = Envelope(header, OBERLAND.seal(UNTERLAND.sealing.public, plaintext, header.info)).to_bytes()
    assert code(received(wire)) is RejectCode.SIGNATURE
