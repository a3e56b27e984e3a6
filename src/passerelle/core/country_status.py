"""Which legal basis binds a country at an instant (rule 16): deny by default.

Rows are data with their source and their doubt. Instants, not dates: the
United Kingdom left at 23:00 UTC.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from passerelle.core.toml_table import TomlTable
from passerelle.errors import PasserelleError

FORMAT = "passerelle-country-status/1"


class CountryTableError(PasserelleError):
    """The table of countries cannot be read; the one before stays in force."""

    def __init__(self, key: str, problem: str, line: int = 0) -> None:
        super().__init__(f"country table not read: line {line}, {key}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryStatus:
    """One basis of some countries, while it lasts."""

    countries: frozenset[str]
    basis: str
    personal: bool
    derogation: bool
    since: datetime
    until: datetime | None  # the first instant at which it no longer holds
    source: str
    doubt: str

    def holds(self, country: str, at: datetime) -> bool:
        """Whether it binds this country at this instant."""
        return country in self.countries and self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class CountryTable:
    """One signed version of the table; `id` is the SHA-256 of its bytes."""

    id: str
    version: int
    rows: tuple[CountryStatus, ...]

    @property
    def countries(self) -> frozenset[str]:
        """Every country that some row names."""
        return frozenset(country for row in self.rows for country in row.countries)

    def rows_of(self, country: str, at: datetime) -> tuple[CountryStatus, ...]:
        """Everything that binds the country at this instant; empty for a country nobody listed."""
        return tuple(row for row in self.rows if row.holds(country, at))

    def binds(self, country: str, basis: str, at: datetime) -> bool:
        """Whether this basis, instrument or channel binds the country at this instant."""
        return any(row.basis == basis for row in self.rows_of(country, at))


def read_country_table(data: bytes) -> CountryTable:
    """The table whose exact bytes these are; raises CountryTableError."""
    try:
        text = data.decode("utf-8")
        table = TomlTable(tomllib.loads(text), text, CountryTableError)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CountryTableError("file", str(error)) from None
    if table.text_of("format") != FORMAT:
        raise table.error("format", f"this version reads {FORMAT}")
    version = table.number("version", 1, 1_000_000)
    rows = tuple(_row(one) for one in table.tables("row"))
    table.close()
    return CountryTable(hashlib.sha256(data).hexdigest(), version, rows)


@cache
def country_table() -> CountryTable:
    """The table that comes with this version."""
    return read_country_table(files("passerelle.core").joinpath("country_status.toml").read_bytes())


@cache
def demonstration_table() -> CountryTable:
    """The table of the invented world, for demonstrations and tests; no State is in it."""
    return read_country_table(files("passerelle.core").joinpath("demonstration_status.toml").read_bytes())


def _row(table: TomlTable) -> CountryStatus:
    row = CountryStatus(
        countries=frozenset(table.texts("countries", required=True)),
        basis=table.text_of("basis"),
        personal=table.flag("personal"),
        derogation=table.flag("derogation"),
        since=_instant(table, "from"),
        until=_instant(table, "until") if table.peek("until") else None,
        source=table.text_of("source"),
        doubt=table.text_of("doubt", ""),
    )
    table.close()
    return row


def _instant(table: TomlTable, key: str) -> datetime:
    value = table.take(key)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise table.error(key, "an instant with its offset, like 2020-12-31T23:00:00Z")
    return value.astimezone(UTC)
