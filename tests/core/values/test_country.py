from __future__ import annotations

import pytest

from passerelle.core.values import country
from passerelle.core.values.country_table import COUNTRIES


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
        pytest.param("Oberland", None, id="invented"),
    ],
)
def test_a_country_has_one_code(text: str, expected: str | None) -> None:
    assert country.normal(text) == expected


def test_every_name_of_the_table_is_found_under_its_own_code() -> None:
    for line in COUNTRIES.strip().splitlines():
        code, alpha3, names = line.split(" ", 2)
        assert {country.normal(name) for name in (code, alpha3, *names.split(" | "))} == {code}
