"""A report to a financial intelligence unit in goAML XML, between accounts, with no name of anybody.

The schema is national in its codes, so they are the caller's. Text is written
in the letters that the schema's patterns take: others are transliterated, what
remains is left out. Nothing is invented: an account whose bank or holder
nobody named is said to be unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

UNWRITTEN = re.compile(r"[^ -~]")
LONGEST_REASON = 3_900
LONGEST_ACCOUNT = 50
SCHEMA_VERSION = "5.0.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """Who reports, what kind of report, and why; codes are those of the unit's profile."""

    entity_id: int
    user_code: str
    report_code: str
    reference: str
    at: datetime
    currency: str
    reason: str
    action: str
    indicators: Sequence[str]
    country: str
    funds_code: str
    mode_code: str
    institution: str
    branch_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One transfer of the report; an account that nobody named is empty."""

    number: str
    at: datetime
    source: str
    target: str
    amount: Decimal
    text: str
    place: str = ""


def report(head: ReportHead, transfers: Iterable[Reported]) -> bytes:
    """The report; the same head and transfers give the same bytes."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<report>"]
    lines += _head(head)
    for one in transfers:
        lines += _transaction(head, one)
    lines += ["<report_indicators>", *(_tag("indicator", one) for one in head.indicators)]
    lines += ["</report_indicators>", "</report>", ""]
    return "\n".join(lines).encode()


def _head(head: ReportHead) -> Iterator[str]:
    yield _tag("schema_version", SCHEMA_VERSION)
    yield _tag("rentity_id", str(head.entity_id))
    yield _tag("submission_code", "E")
    yield _tag("report_code", head.report_code)
    yield _tag("entity_reference", head.reference)
    yield _tag("submission_date", _instant(head.at))
    yield _tag("currency_code_local", head.currency)
    yield _tag("reporting_user_code", head.user_code)
    yield _tag("reason", head.reason[:LONGEST_REASON])
    yield _tag("action", head.action[:LONGEST_REASON])


def _transaction(head: ReportHead, one: Reported) -> Iterator[str]:
    yield "<transaction>"
    yield _tag("transactionnumber", one.number)
    yield _tag("transaction_location", one.place or "not known")
    yield _tag("transaction_description", one.text or "transfer")
    yield _tag("date_transaction", _instant(one.at))
    yield _tag("transmode_code", head.mode_code)
    yield _tag("transmode_comment", "E")
    yield _tag("amount_local", f"{one.amount:.2f}")
    yield from _side(head, "t_from", "from", one.source)
    yield from _side(head, "t_to", "to", one.target)
    yield "</transaction>"


def _side(head: ReportHead, tag: str, way: str, account: str) -> Iterator[str]:
    yield f"<{tag}>"
    yield _tag(f"{way}_funds_code", head.funds_code)
    yield f"<{way}_account>"
    yield _tag("institution_name", head.institution or "not known")
    yield _tag("institution_code", head.branch_code or "unknown")
    yield _tag("account", account[:LONGEST_ACCOUNT] or "unknown")
    yield _tag("currency_code", head.currency)
    yield _tag("account_name", "not known")
    yield f"</{way}_account>"
    yield _tag(f"{way}_country", head.country)
    yield f"</{tag}>"


def _instant(at: datetime) -> str:
    return at.replace(microsecond=0, tzinfo=None).isoformat()


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(written(text))}</{name}>"


def written(text: str) -> str:
    """The text in the letters that the schema takes."""
    return UNWRITTEN.sub("", anyascii(" ".join(text.split())))
