from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.values import email


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana.B+x@Oberland.Example", "ana.b+x@oberland.example", id="dots-and-tags-are-kept"),
        pytest.param("mailto:<ana@oberland.example>", "ana@oberland.example", id="mailto"),
        pytest.param("ana@bücher.example", "ana@xn--bcher-kva.example", id="idna"),
        pytest.param("ana@localhost", None, id="no-dot"),
        pytest.param("ana at oberland.example", None, id="no-at"),
        pytest.param("ana@-..example", None, id="empty-label"),
    ],
)
def test_an_address_has_one_form(text: str, expected: str | None) -> None:
    assert email.normal(text) == expected


@given(st.emails())
def test_normal_is_idempotent(text: str) -> None:
    once = email.normal(text)
    assert once is None or email.normal(once) == once
