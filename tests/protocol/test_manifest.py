from __future__ import annotations

import dataclasses

import pytest
from tests.protocol.world import OBERLAND, UNTERLAND

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.protocol.fields import FieldError, Fields
from passerelle.protocol.manifest import Signature, sign_batch, sign_one
from passerelle.protocol.pae import MANIFEST, pae

PUBLIC = OBERLAND.signing.public
PAYLOADS = [f"payload {n}".encode() for n in range(5)]
BATCH = sign_batch(PAYLOADS, "unterland-1", OBERLAND.sign)
ALONE = sign_one(PAYLOADS[0], OBERLAND.sign)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_every_message_of_a_batch_proves_itself(size: int) -> None:
    payloads = (PAYLOADS * 2)[:size]
    for payload, signature in zip(payloads, sign_batch(payloads, "unterland-1", OBERLAND.sign), strict=True):
        received = Signature.of(Fields(signature.as_json(), "signature"))
        assert received == signature
        assert received.holds(PUBLIC, payload, "unterland-1")


def test_a_single_signature_holds() -> None:
    assert ALONE.holds(PUBLIC, PAYLOADS[0], "unterland-1")


@pytest.mark.parametrize(
    ("signature", "payload", "recipient", "public"),
    [
        pytest.param(ALONE, b"other", "unterland-1", PUBLIC, id="alone, another payload"),
        pytest.param(ALONE, PAYLOADS[0], "unterland-1", UNTERLAND.signing.public, id="alone, another key"),
        pytest.param(
            dataclasses.replace(ALONE, index=1), PAYLOADS[0], "unterland-1", PUBLIC, id="alone, index"
        ),
        pytest.param(
            dataclasses.replace(ALONE, path=(bytes(32),)),
            PAYLOADS[0],
            "unterland-1",
            PUBLIC,
            id="alone, path",
        ),
        pytest.param(BATCH[1], PAYLOADS[2], "unterland-1", PUBLIC, id="batch, another payload"),
        pytest.param(BATCH[1], PAYLOADS[1], "seeland-1", PUBLIC, id="batch, another recipient"),
        pytest.param(BATCH[1], PAYLOADS[1], "unterland-1", UNTERLAND.signing.public, id="batch, another key"),
        pytest.param(
            dataclasses.replace(BATCH[1], index=2), PAYLOADS[1], "unterland-1", PUBLIC, id="batch, index"
        ),
        pytest.param(
            dataclasses.replace(BATCH[1], path=()), PAYLOADS[1], "unterland-1", PUBLIC, id="batch, path"
        ),
        pytest.param(
            dataclasses.replace(BATCH[1], manifest=b""),
            PAYLOADS[1],
            "unterland-1",
            PUBLIC,
            id="manifest gone",
        ),
    ],
)
def test_a_signature_taken_elsewhere_does_not_hold(
    signature: Signature, payload: bytes, recipient: str, public: bytes
) -> None:
    assert not signature.holds(public, payload, recipient)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "passerelle-manifest/9"}, id="format"),
        pytest.param({"size": 0}, id="size"),
        pytest.param({"root": "00"}, id="root"),
    ],
)
def test_a_signed_but_malformed_manifest_is_refused(change: dict[str, Json]) -> None:
    value = parse_canonical(BATCH[0].manifest)
    assert isinstance(value, dict)
    manifest = canonical(value | change)
    forged = dataclasses.replace(
        BATCH[0], manifest=manifest, signature=OBERLAND.sign(pae(MANIFEST, manifest))
    )
    with pytest.raises(FieldError):
        forged.holds(PUBLIC, PAYLOADS[0], "unterland-1")


@pytest.mark.parametrize("size", [0, 4_097])
def test_a_batch_has_a_bound(size: int) -> None:
    with pytest.raises(ValueError, match="a batch has"):
        sign_batch([b""] * size, "unterland-1", OBERLAND.sign)
