"""The yearly statistics of Directive (EU) 2023/977 article 18: exactly its four tables.

They count requests between States, not people, and go to the Commission; they
are not published, where small numbers would be suppressed (rule 27). A request
belongs to the year of its receipt, so that the tables add up: what was received
is answered, refused whole, or open. A late answer is counted like any other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.request_kind import Direction, RequestKind

if TYPE_CHECKING:
    from collections.abc import Iterable

BY_THE_LAW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact:
    """What of one request the statistics may know."""

    direction: Direction
    kind: RequestKind
    year: int
    country: str
    by_contact_point: bool
    urgent: bool
    answered: bool  # something was delivered
    grounds: tuple[str, ...]  # of what was refused
    authorised: bool  # past its limit for a judicial authorisation
    duplicate: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the names of its columns, its rows in order."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def yearly_tables(facts: Iterable[RequestFact], year: int) -> tuple[Table, ...]:
    """The four tables of article 18(1), in its order."""
    counted = [
        one for one in facts if one.year == year and one.kind is RequestKind.INFORMATION and not one.duplicate
    ]
    made = [one for one in counted if one.direction is Direction.MADE]
    received = [one for one in counted if one.direction is Direction.RECEIVED]
    return (_made(made), _received(received), _refused(received), _authorised(received))


def _made(made: list[RequestFact]) -> Table:
    by = Counter("contact point" if one.by_contact_point else "designated authority" for one in made)
    rows = [(name, by[name]) for name in ("contact point", "designated authority")]
    return Table("(a) requests made", ("by", "made"), tuple(rows))


def _received(received: list[RequestFact]) -> Table:
    came: Counter[tuple[str, bool]] = Counter((one.country, one.urgent) for one in received)
    answered = Counter((one.country, one.urgent) for one in received if one.answered)
    rows = [
        (country, "urgent" if urgent else "other", came[country, urgent], answered[country, urgent])
        for country, urgent in sorted(came, key=lambda pair: (pair[0], not pair[1]))
    ]
    return Table(
        "(b) requests received and answered", ("State", "urgency", "received", "answered"), tuple(rows)
    )


def _refused(received: list[RequestFact]) -> Table:
    by = Counter((one.country, ground) for one in received for ground in set(one.grounds))
    rows = [(country, ground, by[country, ground]) for country, ground in sorted(by)]
    return Table("(c) requests refused, in whole or in part", ("State", "ground", "requests"), tuple(rows))


def _authorised(received: list[RequestFact]) -> Table:
    by = Counter(one.country for one in received if one.authorised)
    rows = [(country, by[country]) for country in sorted(by)]
    return Table("(d) limits exceeded for a judicial authorisation", ("State", "requests"), tuple(rows))
