from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.canonical import (
    DEEPEST,
    LARGEST_INTEGER,
    CanonicalError,
    Json,
    canonical,
    parse_canonical,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXTS
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_parsing_the_canonical_bytes_gives_the_value_back(value: Json) -> None:
    assert parse_canonical(canonical(value)) == value


@given(st.dictionaries(TEXTS, LEAVES, min_size=2, max_size=6))
def test_the_order_in_which_an_object_was_built_does_not_show(value: dict[str, Json]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_the_example_of_the_rfc_sorts_its_keys_by_utf_16_units() -> None:
    # RFC 8785 section 3.2.3.
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\u00f6"]
    found = parse_canonical(canonical(dict.fromkeys(keys, 1)))

    assert isinstance(found, dict)
    assert list(found) == ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        "\ud800",
        {"\ud800": 1},
        LARGEST_INTEGER + 1,
        -LARGEST_INTEGER - 1,
        {1: "a"},
        b"",
        (1,),
    ],
    ids=["float", "nan", "surrogate", "surrogate-key", "large", "small", "number-key", "bytes", "tuple"],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(CanonicalError):
        canonical(value)


def nested(depth: int) -> Json:
    value: Json = 1
    for _ in range(depth):
        value = [value]
    return value


def test_nesting_is_bounded() -> None:
    assert canonical(nested(DEEPEST - 1))
    with pytest.raises(CanonicalError, match="nested deeper"):
        canonical(nested(DEEPEST))


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"\xff",
        b"{",
        b'"\\u0041"',
        b" 1",
    ],
    ids=["order", "space", "twice", "fraction", "exponent", "nan", "utf-8", "cut", "escape", "padding"],
)
def test_another_spelling_of_a_value_is_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        parse_canonical(data)


def test_endless_nesting_is_one_clear_error() -> None:
    with pytest.raises(CanonicalError):
        parse_canonical(b"[" * 100_000)
