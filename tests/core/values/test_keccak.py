from __future__ import annotations

import pytest

from passerelle.core.values.keccak import keccak_256


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", id="empty"),
        pytest.param(b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45", id="abc"),
    ],
)
def test_published_vectors_hold(data: bytes, expected: str) -> None:
    assert keccak_256(data).hex() == expected


def test_a_full_block_is_padded_with_another() -> None:
    assert len({keccak_256(bytes(n)) for n in (134, 135, 136, 137)}) == 4
