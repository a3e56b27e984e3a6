from __future__ import annotations

from passerelle.core.values.country_table import COUNTRIES


def test_every_country_is_listed_once() -> None:
    codes = [line.split(" ")[0] for line in COUNTRIES.strip().splitlines()]
    assert len(codes) == len(set(codes)) == 250
