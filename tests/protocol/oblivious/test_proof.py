from __future__ import annotations

import hashlib

import pytest

from passerelle.protocol.oblivious import (
    KeyPair,
    Mode,
    blind,
    blind_evaluate,
    derive_key_pair,
    generate_proof,
    scalar_from_uniform,
    verify_proof,
)
from passerelle.protocol.oblivious.group import ORDER


def scalar(name: str) -> bytes:
    return scalar_from_uniform(hashlib.sha512(name.encode()).digest())


def keys(seed: int = 1) -> KeyPair:
    return derive_key_pair(bytes([seed]) * 32, b"", Mode.VOPRF)


ASKED = [blind(f"key {n}".encode(), scalar(f"blind {n}"), Mode.VOPRF) for n in range(3)]
ANSWERED = [blind_evaluate(keys().private, one) for one in ASKED]
PROOF = generate_proof(keys(), ASKED, ANSWERED, scalar("proof"))
OTHER = blind_evaluate(keys(2).private, ASKED[1])


def test_a_proof_over_a_batch_verifies_and_repeats() -> None:
    assert verify_proof(keys().public, ASKED, ANSWERED, PROOF)
    assert generate_proof(keys(), ASKED, ANSWERED, scalar("proof")) == PROOF


def test_one_answer_under_another_key_is_found() -> None:
    assert not verify_proof(keys().public, ASKED, [ANSWERED[0], OTHER, ANSWERED[2]], PROOF)


def test_a_node_cannot_prove_an_answer_under_another_key() -> None:
    mixed = [ANSWERED[0], OTHER, ANSWERED[2]]
    proof = generate_proof(keys(), ASKED, mixed, scalar("proof"))
    assert not verify_proof(keys().public, ASKED, mixed, proof)


def test_another_public_key_is_found() -> None:
    assert not verify_proof(keys(2).public, ASKED, ANSWERED, PROOF)


def test_every_flipped_bit_of_a_proof_is_found() -> None:
    for bit in range(8 * len(PROOF)):
        changed = bytearray(PROOF)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify_proof(keys().public, ASKED, ANSWERED, bytes(changed))


@pytest.mark.parametrize(
    ("public", "asked", "answered", "proof"),
    [
        pytest.param(keys().public, ASKED, ANSWERED, PROOF[:-1], id="proof cut"),
        pytest.param(keys().public, [], [], PROOF, id="empty batch"),
        pytest.param(keys().public, ASKED, ANSWERED[:2], PROOF, id="answer missing"),
        pytest.param(keys().public, ASKED[::-1], ANSWERED, PROOF, id="order changed"),
        pytest.param(bytes(32), ASKED, ANSWERED, PROOF, id="identity as public key"),
        pytest.param(keys().public, ASKED, [bytes(32)] * 3, PROOF, id="identity as answer"),
        pytest.param(
            keys().public, ASKED, ANSWERED, ORDER.to_bytes(32, "little") * 2, id="scalars too large"
        ),
        pytest.param(keys().public, ASKED, ANSWERED, bytes(64), id="scalars zero"),
    ],
)
def test_a_malformed_proof_is_refused(
    public: bytes, asked: list[bytes], answered: list[bytes], proof: bytes
) -> None:
    assert not verify_proof(public, asked, answered, proof)
