from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.country_status import (
    CountryTable,
    CountryTableError,
    country_table,
    demonstration_table,
    read_country_table,
)

ROW = b"""\
format = "passerelle-country-status/1"
version = 3
[[row]]
countries = ["xo"]
basis = "TEST"
personal = true
from = 2026-01-01T00:00:00+01:00
until = 2026-02-01T00:00:00Z
source = "invented"
"""


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2019-06-01T00:00:00", {"EU_MEMBER"}),
        ("2020-01-31T00:00:00", {"EU_MEMBER"}),
        ("2020-01-31T22:59:59", {"EU_MEMBER"}),
        ("2020-01-31T23:00:00", {"WA_TRANSITION"}),
        ("2020-12-31T22:59:59", {"WA_TRANSITION"}),
        ("2020-12-31T23:00:00", {"TCA_BRIDGE"}),
        ("2021-06-27T21:59:59", {"TCA_BRIDGE"}),
        ("2021-06-28T00:00:00", {"LED_ADEQUACY_2021_1773"}),
        ("2021-06-30T00:00:00", {"LED_ADEQUACY_2021_1773"}),
        ("2021-06-30T22:00:00", {"LED_ADEQUACY_2021_1773"}),
        ("2025-12-20T00:00:00", {"LED_ADEQUACY_2021_1773", "LED_ADEQUACY_2025"}),
        ("2025-12-27T22:59:59", {"LED_ADEQUACY_2021_1773", "LED_ADEQUACY_2025"}),
        ("2025-12-27T23:00:00", {"LED_ADEQUACY_2025"}),
        ("2031-12-27T22:59:59", {"LED_ADEQUACY_2025"}),
        ("2031-12-27T23:00:00", set()),
    ],
)
def test_the_united_kingdom_has_the_basis_of_the_instant(instant: str, expected: set[str]) -> None:
    at = datetime.fromisoformat(instant).replace(tzinfo=UTC)

    assert {row.basis for row in country_table().rows_of("gb", at) if row.personal} == expected


@given(st.datetimes(datetime(1973, 1, 2), datetime(2031, 12, 27), timezones=st.just(UTC)))
def test_the_united_kingdom_has_no_gap_before_2031(at: datetime) -> None:
    assert any(row.personal for row in country_table().rows_of("gb", at))


def test_schengen_s_system_was_lost_with_the_transition() -> None:
    end = datetime(2020, 12, 31, 23, tzinfo=UTC)

    assert country_table().binds("gb", "SIS_II", end - timedelta(seconds=1))
    assert not country_table().binds("gb", "SIS_II", end)


def test_kosovo_is_no_member_of_interpol_and_has_no_basis_but_a_derogation() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    rows = country_table().rows_of("xk", at)

    assert not country_table().binds("xk", "INTERPOL", at)
    assert country_table().binds("rs", "INTERPOL", at)
    assert not any(row.personal for row in rows)
    assert any(row.derogation for row in rows)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2018-06-13T12:00:00", {"EULEX_EXECUTIVE"}),
        ("2018-06-14T21:59:59", {"EULEX_EXECUTIVE"}),
        ("2018-06-14T22:00:00", {"EULEX_MONITORING"}),
        ("2020-06-14T22:00:00", set()),
    ],
    ids=["before", "last-second", "after", "end-of-the-text-read"],
)
def test_the_mission_in_kosovo_has_its_executive_mandate_to_14_june_2018(
    instant: str, expected: set[str]
) -> None:
    at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    rows = country_table().rows_of("xk", at)

    assert {row.basis for row in rows if row.basis.startswith("EULEX")} == expected
    assert not any(row.personal for row in rows)


@pytest.mark.parametrize("basis", sorted({row.basis for row in country_table().rows}))
def test_no_country_has_two_rows_of_one_basis_at_once(basis: str) -> None:
    for country in country_table().countries:
        rows = [row for row in country_table().rows if row.basis == basis and country in row.countries]
        starts = [row.since for row in rows]
        assert sum(row.holds(country, at) for row in rows for at in starts) == len(starts)


def test_every_row_has_its_source_and_ends_after_it_begins() -> None:
    for row in country_table().rows:
        assert row.source
        assert row.until is None or row.since < row.until


def test_the_invented_world_is_in_no_real_table() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    invented = {country for row in demonstration_table().rows for country in row.countries}

    assert invented.isdisjoint(country for row in country_table().rows for country in row.countries)
    assert country_table().rows_of("xo", at) == ()
    assert demonstration_table().rows_of("xo", at)


def test_a_table_is_named_by_its_bytes() -> None:
    found = read_country_table(ROW)

    assert found.id == hashlib.sha256(ROW).hexdigest()
    assert found.version == 3
    assert found.rows[0].since == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert (
        country_table().id
        == hashlib.sha256(files("passerelle.core").joinpath("country_status.toml").read_bytes()).hexdigest()
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"status/1", b"status/2"),
        (b"until =", b"untill ="),
        (b"version = 3", b"version = 3\nx = 1"),
        (b"00:00:00+01:00", b"00:00:00"),
        (b"personal = true", b'personal = "yes"'),
        (b'source = "invented"', b""),
        (b"[[row]]", b"[row]"),
        (b"format", b"\xff"),
        (b"format =", b"format"),
    ],
    ids=["format", "typo", "unknown", "local-time", "flag", "no-source", "no-array", "utf-8", "toml"],
)
def test_a_broken_table_is_refused(old: bytes, new: bytes) -> None:
    assert old in ROW
    with pytest.raises(CountryTableError, match="country table not read"):
        read_country_table(ROW.replace(old, new, 1))


def test_an_empty_table_binds_nobody() -> None:
    assert not CountryTable("x", 1, ()).binds("fr", "EU_MEMBER", datetime(2026, 1, 1, tzinfo=UTC))
