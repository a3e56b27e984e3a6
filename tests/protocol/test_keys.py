from __future__ import annotations

import pytest
from tests.protocol.world import OBERLAND, UNTERLAND, drawn

from passerelle.protocol.keys import (
    KeyFormatError,
    SealError,
    SealingKey,
    SigningKey,
    fingerprint,
    seal,
    signature_holds,
)

SIGNATURE = OBERLAND.sign(b"message")


def test_a_signature_is_the_one_of_rfc_8032() -> None:
    # RFC 8032 section 7.1, test 2.
    key = SigningKey(bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    assert key.public.hex() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    assert key.sign(b"\x72").hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


@pytest.mark.parametrize(
    ("public", "message", "signature", "holds"),
    [
        pytest.param(OBERLAND.signing.public, b"message", SIGNATURE, True, id="honest"),
        pytest.param(OBERLAND.signing.public, b"massage", SIGNATURE, False, id="another message"),
        pytest.param(UNTERLAND.signing.public, b"message", SIGNATURE, False, id="another key"),
        pytest.param(OBERLAND.signing.public, b"message", SIGNATURE[:-1], False, id="cut"),
        pytest.param(OBERLAND.signing.public[:-1], b"message", SIGNATURE, False, id="key cut"),
        pytest.param(OBERLAND.signing.public, b"message", bytes(64), False, id="zeros"),
        pytest.param(bytes(32), b"message", bytes(64), False, id="key of low order"),
        pytest.param(b"\xff" * 32, b"message", SIGNATURE, False, id="no key"),
    ],
)
def test_a_signature_holds_for_one_key_and_message(
    public: bytes, message: bytes, signature: bytes, holds: bool
) -> None:
    assert signature_holds(public, message, signature) is holds


def test_sealed_bytes_open_with_the_key_and_info_alone() -> None:
    sealed = seal(UNTERLAND.sealing.public, b"plain", b"info")
    assert UNTERLAND.sealing.open(sealed, b"info") == b"plain"
    assert sealed != seal(UNTERLAND.sealing.public, b"plain", b"info")
    with pytest.raises(SealError):
        OBERLAND.sealing.open(sealed, b"info")
    with pytest.raises(SealError):
        UNTERLAND.sealing.open(sealed, b"other")
    with pytest.raises(SealError):
        UNTERLAND.sealing.open(b"", b"info")


@pytest.mark.parametrize("size", [31, 33])
def test_a_signing_secret_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(KeyFormatError):
        SigningKey(bytes(size))


@pytest.mark.parametrize("size", [95, 97])
def test_a_sealing_secret_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(KeyFormatError):
        SealingKey(bytes(size))


@pytest.mark.parametrize(
    "public",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(UNTERLAND.sealing.public[:-1], id="cut"),
        pytest.param(b"\xff" * 1_216, id="no lattice key"),
        pytest.param(UNTERLAND.sealing.public[:-32] + bytes(32), id="curve point of low order"),
    ],
)
def test_nothing_is_sealed_to_a_bad_key(public: bytes) -> None:
    with pytest.raises(KeyFormatError):
        seal(public, b"plain", b"info")


def test_repr_shows_no_secret() -> None:
    secret = drawn("secret", 96)
    assert str(secret) not in repr(SealingKey(secret))
    assert str(secret[:32]) not in repr(SigningKey(secret[:32]))


def test_a_fingerprint_is_twelve_groups_that_differ_by_key() -> None:
    text = fingerprint(OBERLAND.signing.public)
    assert [len(group) for group in text.split(" ")] == [5] * 12
    assert text.replace(" ", "").isdigit()
    assert text != fingerprint(UNTERLAND.signing.public)
