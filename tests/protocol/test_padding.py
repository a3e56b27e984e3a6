from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.protocol.padding import LARGEST, PaddingError, padded, unpadded


@given(st.binary(max_size=5_000))
def test_content_comes_back_and_only_its_class_shows(content: bytes) -> None:
    data = padded(content)
    assert unpadded(data) == content
    assert len(data) >= 1_024
    assert len(data) & (len(data) - 1) == 0
    assert len(data) < 2 * (len(content) + 4) or len(data) == 1_024


@pytest.mark.parametrize(
    ("size", "expected"), [(0, 1_024), (1_020, 1_024), (1_021, 2_048), (LARGEST - 4, LARGEST)]
)
def test_classes_begin_where_they_should(size: int, expected: int) -> None:
    assert len(padded(bytes(size))) == expected


def test_too_large_a_message_is_refused() -> None:
    with pytest.raises(PaddingError):
        padded(bytes(LARGEST - 3))


GOOD = padded(b"content")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(GOOD[:-1], id="cut"),
        pytest.param(GOOD + bytes(1_024), id="larger class than needed"),
        pytest.param(GOOD[:-1] + b"\x01", id="padding not zero"),
        pytest.param(b"\xff" * 4 + GOOD[4:], id="length beyond the end"),
    ],
)
def test_other_padding_is_refused(data: bytes) -> None:
    with pytest.raises(PaddingError):
        unpadded(data)
