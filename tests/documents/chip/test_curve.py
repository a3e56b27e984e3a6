from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from passerelle.documents.chip.curve import CURVES, GENERATORS, NAMED

EACH = pytest.mark.parametrize(("numbers", "curve"), CURVES.items(), ids=lambda one: getattr(one, "name", ""))


@EACH
def test_the_generator_lies_on_its_curve(numbers: tuple[int, ...], curve: type[ec.EllipticCurve]) -> None:
    prime, a, b, _ = numbers
    x, y = GENERATORS[curve]
    assert (y * y - (x**3 + a * x + b)) % prime == 0


@EACH
def test_the_generator_is_the_one_that_the_library_uses(
    numbers: tuple[int, ...], curve: type[ec.EllipticCurve]
) -> None:
    assert numbers
    public = ec.derive_private_key(1, curve()).public_key().public_numbers()
    assert (public.x, public.y) == GENERATORS[curve]


@EACH
def test_the_order_takes_the_generator_round(numbers: tuple[int, ...], curve: type[ec.EllipticCurve]) -> None:
    prime, _, _, order = numbers
    public = ec.derive_private_key(order - 1, curve()).public_key().public_numbers()
    x, y = GENERATORS[curve]
    assert (public.x, public.y) == (x, prime - y)


def test_every_curve_has_one_name() -> None:
    assert len(NAMED) == len(CURVES) == len(GENERATORS) == 8
