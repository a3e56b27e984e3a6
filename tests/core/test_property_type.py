from __future__ import annotations

import pytest

from passerelle.core.property_type import PropertyType

FITS = [
    ("date", "1990"),
    ("date", "1990-05"),
    ("date", "1990-05-01"),
    ("date", "2026-01-01T10:00:00Z"),
    ("date", "1980~"),
    ("date", "1980-05-03~"),
    ("date", "1979/1981"),
    ("date", "1979-05/1981-02-03"),
    ("date", "1979~/1981~"),
    ("country", "fr"),
    ("country", "gb-sct"),
    ("country", "suhh"),
    ("gender", "female"),
    ("language", "fra"),
    ("number", "-12.50"),
    ("phone", "+383 44 000 000"),
    ("email", "a@example.org"),
    ("url", "https://example.org/a"),
    ("checksum", "a" * 40),
    ("entity", "node-1"),
    ("code", "small-boat"),
    ("topic", "crime.traffick.human"),
    ("ip", "2001:db8::1"),
    ("ip", "192.0.2.1"),
    ("name", "ώρα"),
    ("text", "two\nlines"),
    ("identifier", "X 12"),
]
MISFITS = [
    ("date", "1990-13"),
    ("date", "01/05/1990"),
    ("date", "1990-5-1"),
    ("date", "~1980"),
    ("date", "1980~~"),
    ("date", "1980-13~"),
    ("date", "1981/1979"),
    ("date", "1979/1980/1981"),
    ("date", "1979~/1981"),
    ("date", "1979/"),
    ("date", "circa 1980"),
    ("date", "between 1979 and 1981"),
    ("country", "France"),
    ("country", "f"),
    ("gender", "f"),
    ("language", "French"),
    ("number", "12,5"),
    ("number", ""),
    ("phone", "12"),
    ("phone", "none"),
    ("email", "nobody"),
    ("url", "javascript:alert(1)"),
    ("url", "https://a b"),
    ("checksum", "xyz"),
    ("entity", "two words"),
    ("entity", ""),
    ("code", "Small Boat"),
    ("topic", ""),
    ("ip", "300.1.1.1"),
    ("name", ""),
    ("name", "  "),
    ("text", "\n"),
    ("identifier", " "),
]


@pytest.mark.parametrize(("kind", "value"), FITS, ids=lambda value: value)
def test_a_value_of_this_shape_fits(kind: str, value: str) -> None:
    assert PropertyType(kind).fits(value)


@pytest.mark.parametrize(("kind", "value"), MISFITS, ids=repr)
def test_a_value_of_another_shape_does_not_fit(kind: str, value: str) -> None:
    assert not PropertyType(kind).fits(value)


def test_free_text_and_names_are_never_harmless() -> None:
    harmless = {kind for kind in PropertyType if kind.is_harmless}

    assert harmless.isdisjoint({"name", "text", "string", "html", "json", "address", "phone", "email", "url"})
    assert harmless.isdisjoint({"identifier", "ip", "checksum"})
