from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.protocol.world import OBERLAND, UNTERLAND

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.envelope import (
    LARGEST_ENVELOPE,
    SEAL_OVERHEAD,
    AlgorithmError,
    Envelope,
    EnvelopeError,
    Header,
    check_algorithms,
    message_id,
    parse_envelope,
    parse_plaintext,
    plaintext_of,
)
from passerelle.protocol.keys import seal
from passerelle.protocol.manifest import sign_one
from passerelle.protocol.padding import LARGEST, padded

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = Header(node="oberland-1", recipient="unterland-1", incarnation=0, sequence=1)
ENVELOPE = Envelope(HEADER, b"sealed")
WIRE = ENVELOPE.to_bytes()
SIGNATURE = sign_one(b"payload", OBERLAND.sign)


def test_the_wire_form_comes_back() -> None:
    assert parse_envelope(WIRE) == ENVELOPE
    assert message_id(WIRE) == ENVELOPE.id


def test_the_header_tells_a_carrier_only_where_it_goes() -> None:
    value = parse_canonical(HEADER.to_bytes())
    assert isinstance(value, dict)
    assert sorted(value) == ["format", "incarnation", "node", "recipient", "seal", "sequence", "sign"]


def with_header(change: dict[str, Json]) -> bytes:
    value = parse_canonical(HEADER.to_bytes())
    assert isinstance(value, dict)
    data = canonical(value | change)
    return b"passerelle-envelope/1\n" + len(data).to_bytes(4, "big") + data + b"sealed"


@pytest.mark.parametrize(
    "wire",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"passerelle-envelope/2" + WIRE[21:], id="another version"),
        pytest.param(b"passerelle-envelope/1\n\x00\x00\x04\x01" + WIRE[26:], id="header too long"),
        pytest.param(with_header({"format": "passerelle-envelope/9"}), id="format"),
        pytest.param(with_header({"case": "OBL-7"}), id="a part too many"),
        pytest.param(with_header({"sequence": 0}), id="sequence zero"),
        pytest.param(with_header({"node": "Oberland"}), id="no node id"),
        pytest.param(with_header({"seal": 7}), id="algorithm is a number"),
    ],
)
def test_other_bytes_are_no_envelope(wire: bytes) -> None:
    with pytest.raises(PasserelleError):
        parse_envelope(wire)


def test_the_largest_envelope_stays_below_a_mebibyte() -> None:
    assert LARGEST_ENVELOPE <= 1 << 20
    largest = seal(UNTERLAND.sealing.public, bytes(LARGEST), b"")
    assert len(largest) == LARGEST + SEAL_OVERHEAD


def test_algorithms_are_on_a_list() -> None:
    check_algorithms(HEADER)
    with pytest.raises(AlgorithmError):
        check_algorithms(parse_envelope(with_header({"seal": "hpke/x25519"})).header)
    with pytest.raises(AlgorithmError):
        check_algorithms(parse_envelope(with_header({"sign": "none"})).header)


def test_the_plaintext_comes_back() -> None:
    assert parse_plaintext(plaintext_of(SIGNATURE, b"payload")) == (SIGNATURE, b"payload")


BLOCK = canonical(SIGNATURE.as_json())
SPOILT: dict[str, Callable[[], bytes]] = {
    "padding": lambda: plaintext_of(SIGNATURE, b"payload")[:-1] + b"\x01",
    "length beyond the end": lambda: padded(b"\xff\xff\xff\xff" + BLOCK),
    "nothing": lambda: padded(b""),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT.keys())
def test_another_plaintext_is_refused(spoilt: Callable[[], bytes]) -> None:
    with pytest.raises(PasserelleError):
        parse_plaintext(spoilt())


def test_a_signature_block_with_a_part_too_many_is_refused() -> None:
    block = canonical(SIGNATURE.as_json() | {"x": 1})
    with pytest.raises(EnvelopeError):
        parse_plaintext(padded(len(block).to_bytes(4, "big") + block + b"payload"))
