"""Keccak-256, the hash that Ethereum uses; FIPS 202 pads differently, so hashlib has no such function.

For checking spelling only: nothing is signed or protected with it here.
"""

from __future__ import annotations

RATE = 136  # bytes absorbed per permutation for 256 bits of output
MASK = (1 << 64) - 1


def _round_constants() -> list[int]:
    """The 24 constants of Keccak-f[1600], from its linear feedback shift register (FIPS 202, 3.2.5)."""
    constants, state = [], 1
    for _ in range(24):
        constant = 0
        for exponent in range(7):
            if state & 1:
                constant |= 1 << ((1 << exponent) - 1)
            state = (state << 1) ^ (0x171 if state & 0x80 else 0)
        constants.append(constant)
    return constants


ROUNDS = _round_constants()


def keccak_256(data: bytes) -> bytes:
    """The 32 bytes of Keccak-256 with the original padding (0x01, not FIPS 202's 0x06)."""
    padded = bytearray(data) + b"\x01" + bytes(-(len(data) + 1) % RATE)
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), RATE):
        for index in range(RATE // 8):
            offset = start + 8 * index
            lanes[index] ^= int.from_bytes(padded[offset : offset + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _rotated(lane: int, places: int) -> int:
    places %= 64
    return ((lane << places) | (lane >> (64 - places))) & MASK


def _permuted(lanes: list[int]) -> list[int]:
    for constant in ROUNDS:
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        parity = [columns[x - 1] ^ _rotated(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ parity[index % 5] for index, lane in enumerate(lanes)]
        lanes = _moved(lanes)
        lanes = [
            lanes[i] ^ (~lanes[i - i % 5 + (i + 1) % 5] & MASK & lanes[i - i % 5 + (i + 2) % 5])
            for i in range(25)
        ]
        lanes[0] ^= constant
    return lanes


def _moved(lanes: list[int]) -> list[int]:
    """Steps rho and pi: each lane turned by its triangular number and carried to its new place."""
    moved = lanes.copy()
    x, y, carried = 1, 0, lanes[1]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        place = x + 5 * y
        carried, moved[place] = lanes[place], _rotated(carried, (step + 1) * (step + 2) // 2)
    return moved
