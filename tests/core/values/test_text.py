# ruff: noqa: RUF001 - text in its own script
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.values.text import alphanumeric, clean, same_letters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\u202b+٣٣ ۱۲\u202c", "+33 12", id="bidi-controls-and-arabic-digits"),
        pytest.param("A\u0301na", "\u00c1na", id="composed"),
        pytest.param("  a\t\nb ", "a b", id="one-line"),
        pytest.param("علی\u200cرضا", "علیرضا", id="joiner"),
        pytest.param("a\u00a0b", "a b", id="no-break-space"),
    ],
)
def test_clean_leaves_what_a_reader_sees(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_clean_is_idempotent_and_composed(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_alphanumeric_is_idempotent(text: str) -> None:
    assert alphanumeric(alphanumeric(text)) == alphanumeric(text)


def test_persian_and_arabic_yeh_are_the_same_letter() -> None:
    assert same_letters("علی") == same_letters("علي")
