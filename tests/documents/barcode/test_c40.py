from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.documents.barcode.c40 import SIGNS, decode
from passerelle.documents.unreadable import UnreadableDocumentError


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("eb0466a9", "XK<CD", id="annex-b-example-1"),
        pytest.param("eb11fe45", "XKCD", id="annex-b-example-2"),
        pytest.param("6abc", "D<<", id="country"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_examples_of_the_specification_decode(data: str, text: str) -> None:
    assert decode(bytes.fromhex(data)) == text


@pytest.mark.parametrize(
    "data", ["eb", "0001", "ffff", "fe00", "fe80"], ids=["odd", "shift-1", "beyond", "none", "high"]
)
def test_what_no_seal_holds_is_refused(data: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        decode(bytes.fromhex(data))


def encode(text: str) -> bytes:
    out = b""
    for at in range(0, len(text), 3):
        group = [SIGNS.index(sign) + 3 for sign in text[at : at + 3]]
        if len(group) == 1:
            out += bytes([0xFE, ord(text[at]) + 1])
            continue
        value = group[0] * 1600 + group[1] * 40 + (group[2] if len(group) == 3 else 0) + 1
        out += value.to_bytes(2, "big")
    return out


@given(st.text(SIGNS, max_size=60))
def test_what_was_encoded_is_decoded(text: str) -> None:
    assert decode(encode(text), " ") == text
