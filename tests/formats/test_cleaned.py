from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.formats.cleaned import CLEANERS, cleaned


@pytest.mark.parametrize(
    ("prop", "value", "expected"),
    [
        ("name", "Ana of Oberland", "Ana of Oberland"),
        ("name", "Ana ", "Ana"),
        ("name", " Ana  of\tOberland\u00a0", "Ana of Oberland"),
        ("alias", '"The Pilot"', "The Pilot"),
        ("alias", "'The Pilot", "'The Pilot"),
        ("name", "Zoe\u0308", "Zo\u00eb"),
        ("name", "A\u200bna\u00ad", "Ana"),
        ("notes", "two  spaces\nand a line\0", "two  spaces\nand a line"),
        ("birthDate", "1980-3-7", "1980-03-07"),
        ("birthDate", "1980-00-00", "1980"),
        ("birthDate", "2031-01-02 10:11:12.5", "2031-01-02T10:11:12"),
        ("birthDate", "2031-02-30T10:11:12", ""),
        ("birthDate", "1980~", ""),
        ("birthDate", "7 Mar 1980", ""),
        ("country", "FR", "fr"),
        ("country", "GB-SCT", "gb-sct"),
        ("country", "France", "France"),
        ("gender", "F", "female"),
        ("gender", "unknown", ""),
        ("email", "nobody", ""),
        ("email", " a@example.org ", "a@example.org"),
    ],
    ids=lambda value: repr(value)[1:-1] or "none",
)
def test_a_value_is_kept_as_its_property_asks(prop: str, value: str, expected: str) -> None:
    assert cleaned(prop, value) == expected


@given(st.sampled_from([*sorted(CLEANERS), "notes"]), st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once_and_leaves_no_edge(prop: str, value: str) -> None:
    once = cleaned(prop, value)
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once) or not once.isprintable()
    if prop not in {"name", "alias", "weakAlias", "previousName", "abbreviation", "namesMentioned"}:
        assert cleaned(prop, once) == once
