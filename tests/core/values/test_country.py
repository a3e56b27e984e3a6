from __future__ import annotations

import pytest

from passerelle.core.values import country
from passerelle.core.values.country_table import COUNTRIES, NATIONALS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("fr", "FR", id="alpha-2"),
        pytest.param("FRA", "FR", id="alpha-3"),
        pytest.param("Côte d'Ivoire", "CI", id="accents"),
        pytest.param("COTE D IVOIRE", "CI", id="no-accents"),
        pytest.param("États-Unis d'Amérique", "US", id="french"),
        pytest.param("the Netherlands", "NL", id="article"),
        pytest.param("Kosovo*", "XK", id="kosovo"),
        pytest.param("RKS", "XK", id="kosovo-in-zones"),
        pytest.param("D", "DE", id="germany-in-zones"),
        pytest.param("XXA", None, id="stateless-is-no-country"),
        pytest.param("Korea, North", "KP", id="turned"),
        pytest.param("Man, Isle of", "IM", id="turned-with-of"),
        pytest.param("St. Kitts & Nevis", "KN", id="saint-and"),
        pytest.param("Afghan", "AF", id="national"),
        pytest.param("Congolese", None, id="national-of-either-of-two"),
        pytest.param("United Kingdom of Great Britain and Northern Ireland", "GB", id="long"),
        pytest.param("Oberland", None, id="invented"),
    ],
)
def test_a_country_has_one_code(text: str, expected: str | None) -> None:
    assert country.normal(text) == expected


def test_every_name_of_the_table_is_found_under_its_own_code() -> None:
    for line in COUNTRIES.strip().splitlines():
        code, alpha3, names = line.split(" ", 2)
        assert {country.normal(name) for name in (code, alpha3, *names.split(" | "))} == {code}


def test_every_national_is_of_one_known_state() -> None:
    entries = [entry.split(" ", 1) for entry in " ".join(NATIONALS.split()).split("; ")]
    assert len({name for _, name in entries}) == len(entries)
    assert {country.normal(name) for _, name in entries} == {country.normal(code) for code, _ in entries}
    assert [name for code, name in entries if country.normal(name) != code] == []
