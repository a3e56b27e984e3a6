from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.oblivious import (
    InvalidScalarError,
    Mode,
    derive_key_pair,
    evaluate,
    evaluate_many,
    inverses,
    scalar_from_uniform,
)
from passerelle.protocol.oblivious.group import ORDER, inverse

PAIR = derive_key_pair(bytes(32), b"batch", Mode.VOPRF)
SCALARS = st.binary(min_size=64, max_size=64).filter(any).map(scalar_from_uniform)


@pytest.mark.parametrize("mode", list(Mode), ids=str)
@given(keys=st.lists(st.binary(max_size=300), max_size=4))
def test_a_batch_gives_what_each_key_gives_alone(mode: Mode, keys: list[bytes]) -> None:
    alone = [evaluate(PAIR.private, key, mode)[:16] for key in keys]
    assert evaluate_many(PAIR.private, keys, mode, size=16) == alone


@given(scalars=st.lists(SCALARS, min_size=1, max_size=5))
def test_inverses_together_are_the_inverses_of_each(scalars: list[bytes]) -> None:
    assert inverses(scalars) == [inverse(one) for one in scalars]


@pytest.mark.parametrize(
    "bad", [bytes(32), ORDER.to_bytes(32, "little"), b"1"], ids=["zero", "order", "short"]
)
def test_a_scalar_that_is_none_masks_nothing(bad: bytes) -> None:
    with pytest.raises(InvalidScalarError):
        evaluate_many(bad, [b"key"], Mode.VOPRF, size=16)
    with pytest.raises(InvalidScalarError):
        inverses([PAIR.private, bad])
