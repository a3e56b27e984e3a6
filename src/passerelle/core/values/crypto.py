"""Addresses on public ledgers: Bitcoin, Litecoin, Ethereum and its kin, TRON."""

from __future__ import annotations

import hashlib
import re

from passerelle.core.values.keccak import keccak_256
from passerelle.core.values.text import clean

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VERSIONS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x41: "tron"}
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CONSTANTS = {0: 1}  # witness version 0 is Bech32 (BIP 173); every later one is Bech32m (BIP 350)
BECH32M = 0x2BC830A3
PREFIXES = {"bc": "btc", "ltc": "ltc"}
CHAINS = frozenset({"btc", "ltc", "eth", "tron"})
HEXADECIMAL = re.compile(r"0[xX][0-9a-fA-F]{40}")


def normal(text: str) -> str | None:
    """`chain/address` when the address carries a valid check; else None.

    An address without valid check was mistyped or cut and names nobody. An
    exchange's address is shared by thousands of customers. Ethereum addresses
    all in one case carry no check and are taken as they are.
    """
    chain, slash, rest = clean(text).partition("/")
    address = rest if slash and chain in CHAINS else clean(text)
    for reading in (_ethereum, _segwit, _base58):
        found = reading(address)
        if found is not None:
            return found
    return None


def _ethereum(address: str) -> str | None:
    if HEXADECIMAL.fullmatch(address) is None:
        return None
    digits = address[2:]
    if digits not in {digits.lower(), digits.upper()} and digits != _checksummed(digits.lower()):
        return None
    return f"eth/0x{digits.lower()}"


def _checksummed(digits: str) -> str:
    """The mixed-case spelling of EIP-55."""
    marks = keccak_256(digits.encode("ascii")).hex()
    return "".join(d.upper() if int(m, 16) >= 8 else d for d, m in zip(digits, marks, strict=False))  # noqa: PLR2004 - EIP-55


def _base58(address: str) -> str | None:
    if not 25 <= len(address) <= 36 or any(sign not in ALPHABET for sign in address):  # noqa: PLR2004 - 25 bytes in base 58
        return None
    number = 0
    for sign in address:
        number = number * 58 + ALPHABET.index(sign)
    raw = number.to_bytes(27, "big")[2:]
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    ones = len(address) - len(address.lstrip("1"))
    body, check = raw[:-4], raw[-4:]
    if (
        number >= 1 << 200
        or zeros != ones
        or hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] != check
    ):
        return None
    chain = VERSIONS.get(body[0])
    return f"{chain}/{address}" if chain else None


def _segwit(address: str) -> str | None:
    if address not in {address.lower(), address.upper()}:
        return None
    prefix, mark, data = address.lower().rpartition("1")
    chain = PREFIXES.get(prefix)
    if not mark or chain is None or not 14 <= len(data) <= 80 or any(sign not in BECH32 for sign in data):  # noqa: PLR2004 - BIP 173
        return None
    values = [BECH32.index(sign) for sign in data]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if _polymod(expanded + values) != CONSTANTS.get(values[0], BECH32M):
        return None
    return f"{chain}/{address.lower()}"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = ((check & 0x1FFFFFF) << 5) ^ value
        for place, factor in enumerate(GENERATOR):
            check ^= factor if (top >> place) & 1 else 0
    return check
