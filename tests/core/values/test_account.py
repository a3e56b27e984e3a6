from __future__ import annotations

import pytest

from passerelle.core.values import account


@pytest.mark.parametrize(
    ("text", "country", "bank", "expected"),
    [
        pytest.param("GB82 WEST 1234 5698 7654 32", None, None, "GB82WEST12345698765432", id="iban"),
        pytest.param("00-123 456", "LY", None, "LY//00123456", id="country-only"),
        pytest.param("00123456", None, "coast bank", "/COASTBANK/00123456", id="bank-only"),
        pytest.param("00123456", None, None, None, id="no-context"),
        pytest.param("12", "LY", None, None, id="too-short"),
        pytest.param("SAVINGS", "LY", None, None, id="no-digit"),
    ],
)
def test_a_local_account_needs_its_bank_or_country(
    text: str, country: str | None, bank: str | None, expected: str | None
) -> None:
    assert account.normal(text, country=country, bank=bank) == expected
