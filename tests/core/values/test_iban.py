from __future__ import annotations

import pytest

from passerelle.core.values import iban


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("gb82 west 1234 5698 7654 32", "GB82WEST12345698765432", id="spaces-and-case"),
        pytest.param("IBAN: GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", id="the-word-before"),
        pytest.param("GB82WEST12345698765433", None, id="wrong-check"),
        pytest.param("GB82 WEST 1234", None, id="cut"),
        pytest.param("12345678", None, id="local-number"),
    ],
)
def test_an_iban_is_kept_only_with_valid_check_digits(text: str, expected: str | None) -> None:
    assert iban.normal(text) == expected
