"""The addresses are the published test vectors of BIP 173, BIP 350, EIP-55 and well-known contracts."""

from __future__ import annotations

import pytest

from passerelle.core.values import crypto

MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BASE58 = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
BECH32 = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"
BECH32M = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(MIXED, f"eth/{MIXED.lower()}", id="ethereum-checksum"),
        pytest.param(MIXED.lower(), f"eth/{MIXED.lower()}", id="ethereum-without-check"),
        pytest.param(MIXED[:-1] + "D", None, id="ethereum-wrong-case"),
        pytest.param(BASE58, f"btc/{BASE58}", id="bitcoin-base58"),
        pytest.param(BASE58[:-1] + "3", None, id="bitcoin-wrong-check"),
        pytest.param(BECH32, f"btc/{BECH32.lower()}", id="bech32-upper"),
        pytest.param(BECH32M, f"btc/{BECH32M}", id="bech32m"),
        pytest.param(BECH32M[:-1] + "q", None, id="bech32m-wrong-check"),
        pytest.param(BECH32[:-1] + "t", None, id="bech32-mixed-case"),
        pytest.param(TRON, f"tron/{TRON}", id="tron"),
        pytest.param(f"\u200e{TRON} ", f"tron/{TRON}", id="pasted-from-a-chat"),
        pytest.param("hello", None, id="words"),
        pytest.param("1" * 34, None, id="zeros"),
    ],
)
def test_an_address_is_kept_only_with_a_valid_check(text: str, expected: str | None) -> None:
    assert crypto.normal(text) == expected


@pytest.mark.parametrize("address", [MIXED, BASE58, BECH32, BECH32M, TRON])
def test_normal_is_idempotent(address: str) -> None:
    once = crypto.normal(address)
    assert once is not None
    assert crypto.normal(once) == once
