from __future__ import annotations

import pytest

from passerelle.protocol.oblivious import (
    InvalidElementError,
    InvalidScalarError,
    Mode,
    blind,
    blind_evaluate,
    derive_key_pair,
    finalize,
    scalar_from_uniform,
)
from passerelle.protocol.oblivious.group import ORDER, base_times

KEYS = derive_key_pair(bytes(32), b"", Mode.OPRF)
# RFC 9496 appendix A.3: encodings that must be refused, one of each family.
BAD_ELEMENTS = {
    "identity": "00" * 32,
    "non-canonical field element": "00" + "ff" * 31,
    "field element 2^255 - 1": "ff" * 31 + "7f",
    "prime itself": "ed" + "ff" * 30 + "7f",
    "negative": "01" + "00" * 31,
    "negative minus one": "01" + "ff" * 30 + "7f",
    "non-square x^2": "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "negative xy": "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
    "s = -1, y = 0": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edwards low order point": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "short": "00" * 31,
    "long": KEYS.public.hex() + "00",
}


@pytest.mark.parametrize("text", BAD_ELEMENTS.values(), ids=BAD_ELEMENTS.keys())
def test_a_bad_element_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidElementError):
        blind_evaluate(KEYS.private, bytes.fromhex(text))
    with pytest.raises(InvalidElementError):
        finalize(b"key", KEYS.private, bytes.fromhex(text))


BAD_SCALARS = {
    "zero": bytes(32),
    "order": ORDER.to_bytes(32, "little"),
    "largest": b"\xff" * 32,
    "short": b"\x01" * 31,
    "long": b"\x01" * 33,
}


@pytest.mark.parametrize("data", BAD_SCALARS.values(), ids=BAD_SCALARS.keys())
def test_a_bad_scalar_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InvalidScalarError):
        blind(b"key", data, Mode.OPRF)


def test_scalars_are_reduced_from_64_bytes_alone() -> None:
    assert int.from_bytes(scalar_from_uniform(b"\xff" * 64), "little") == (2**512 - 1) % ORDER
    with pytest.raises(InvalidScalarError):
        scalar_from_uniform(bytes(63))


def test_a_key_pair_needs_a_whole_seed_and_hides_its_secret() -> None:
    with pytest.raises(InvalidScalarError):
        derive_key_pair(bytes(31), b"", Mode.OPRF)
    assert KEYS.private.hex() not in repr(KEYS)
    assert str(KEYS.private) not in repr(KEYS)


def test_small_multiples_of_the_generator_are_the_published_ones() -> None:
    # RFC 9496 appendix A.1.
    published = [
        "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
        "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    ]
    found = [base_times(number.to_bytes(32, "little")).hex() for number in (1, 2)]
    assert found == published
