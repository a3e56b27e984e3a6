from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.values import document_number


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        pytest.param("p 12-345.67", None, "P1234567", id="separators"),
        pytest.param("۱۲۳۴۵۶۷", None, "1234567", id="persian-digits"),
        pytest.param("Ｐ１２３４５６７", None, "P1234567", id="wide"),  # noqa: RUF001 - that is the case
        pytest.param("p1234567", "fr", "FR/P1234567", id="issuer"),
        pytest.param("1234", None, None, id="too-short"),
        pytest.param("unknown", None, None, id="a-remark"),
        pytest.param("000000", None, None, id="filler"),
    ],
)
def test_a_document_number_has_one_form(text: str, country: str | None, expected: str | None) -> None:
    assert document_number.normal(text, country=country) == expected


@given(st.text(max_size=20))
def test_normal_is_idempotent(text: str) -> None:
    once = document_number.normal(text)
    assert once is None or document_number.normal(once) == once
