"""Which lines of a case's ledgers somebody looks at: a period, a currency, a group, a stream, a question.

What a selection is called in an address is a keyed digest: no account number
is ever in one. A period is in days of UTC, both ends included.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.formats.account_text import AccountKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from passerelle.core.env import Env

HANDLE = 16
NOT_SAID = "?"
Ends = tuple[str, str, str, str, str]
"""Source, its kind, target, its kind, channel."""


class Grouping(StrEnum):
    """What stands for a bar of the picture."""

    ACCOUNT = "account"
    PERSON = "person"  # the mark that joins accounts of one holder, else the account
    COUNTRY = "country"  # of the account, as its number says; never of a person
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look at; `pick` is the handle of a group, with `to` of a stream between two; empty for all."""

    since: date | None = None
    until: date | None = None
    threshold: Decimal = Decimal(0)
    currency: str = ""
    grouping: Grouping = Grouping.ACCOUNT
    pick: str = ""
    to: str = ""
    note: str = ""
    page: int = 1


def handle(env: Env, name: str) -> str:
    """A name for a group that only this node can make and that says nothing."""
    return hmac.digest(env.secret("money handle"), name.encode(), "sha256").hex()[:HANDLE]


def groups(ends: Ends, grouping: Grouping, persons: Mapping[str, str]) -> tuple[str, ...]:
    """The groups that a line leads through, from who pays to who is paid."""
    source, source_kind, target, target_kind, channel = ends
    match grouping:
        case Grouping.ACCOUNT:
            return source or NOT_SAID, target or NOT_SAID
        case Grouping.PERSON:
            return persons.get(source, source) or NOT_SAID, persons.get(target, target) or NOT_SAID
        case Grouping.COUNTRY:
            return f"{_country(source, source_kind)} →", f"→ {_country(target, target_kind)}"
        case Grouping.CHANNEL:
            return source or NOT_SAID, channel or NOT_SAID, target or NOT_SAID


def _country(account: str, kind: str) -> str:
    return account[:2] if kind == AccountKind.IBAN else NOT_SAID


def of_lines(lines: Iterable[Sequence[str | int]]) -> Q:
    """These lines, each a ledger and a row."""
    by_ledger: dict[str | int, list[str | int]] = {}
    for ledger, row in lines:
        by_ledger.setdefault(ledger, []).append(row)
    found = Q(pk__in=[])
    for ledger, rows in by_ledger.items():
        found |= Q(ledger=ledger, row__in=rows)
    return found
