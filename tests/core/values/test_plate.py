from __future__ import annotations

import pytest

from passerelle.core.values import plate


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        pytest.param("ab-123-cd", None, "AB123CD", id="separators"),
        pytest.param("\u0410\u0412 123 \u0421", None, "AB123C", id="cyrillic-lookalikes"),
        pytest.param("\u0399\u0392\u039d-1234", None, "IBN1234", id="greek-lookalikes"),
        pytest.param("AB 123", "XK", "XK/AB123", id="country"),
        pytest.param("none", None, None, id="no-digit"),
        pytest.param("1", None, None, id="too-short"),
    ],
)
def test_a_plate_has_one_form(text: str, country: str | None, expected: str | None) -> None:
    assert plate.normal(text, country=country) == expected
