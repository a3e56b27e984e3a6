"""Open Financial Exchange statements, OFX 1 (SGML) and 2 (XML): every STMTTRN, taken or explained.

Only tags and the text behind them are read, so closing tags may be left out,
as OFX 1 allows, and a value may go on in the next line. The counterparty's
account is taken from BANKACCTTO or its likes. The closing balance is stated as
LEDGERBAL; an opening balance is not stated. Names are not read.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.formats.amount_text import amount
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.statement_page import Page
from passerelle.formats.time_text import moment
from passerelle.formats.transcoded import transcoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from passerelle.formats.source import Source
    from passerelle.formats.statement_check import Statement

TAG = re.compile(r"<(/?)([A-Za-z0-9._]+)\s*/?>([^<]*)")
MOMENT = re.compile(
    r"(\d{8})(?:(\d{2})(\d{2})(\d{2})?)?(?:\.\d+)?(?:\[([+-]?)(\d{1,2})(?:\.(\d{1,2}))?(?::[A-Za-z]*)?\])?",
    re.ASCII,
)
STATEMENTS = frozenset({"STMTRS", "CCSTMTRS"})
# Only groups are followed: a field of OFX 1 has no end.
GROUP_NAMES = (
    "STMTTRN BANKACCTTO CCACCTTO LEDGERBAL AVAILBAL BANKACCTFROM CCACCTFROM CURRENCY ORIGCURRENCY PAYEE BAL"
)
GROUPS = frozenset(GROUP_NAMES.split())
OTHER_SIDE = ("BANKACCTTO", "CCACCTTO", "BANKACCTFROM", "CCACCTFROM")
CHANNELS = {"CASH": "cash", "ATM": "cash", "POS": "card", "XFER": "wire", "DIRECTDEP": "wire"}
ZONE_MINUTES = {"5": 30, "50": 30, "25": 15, "75": 45, "30": 30, "15": 15, "45": 45}
Fields = dict[str, str]


@dataclass(slots=True)
class _Open:
    """A statement while its tags come."""

    line: int
    page: Fields = field(default_factory=dict)
    entries: list[tuple[int, Fields]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    last: tuple[Fields, str] | None = None

    def tag(self, closing: str, tag: str, text: str, line: int) -> None:
        """A tag came, and the text behind it."""
        if not closing and tag == "STMTTRN":
            self.entries.append((line, {}))
            self.inside.clear()
        _follow(self.inside, closing, tag)
        self.last = None
        if closing or tag in GROUPS or tag in STATEMENTS:
            return
        held = self.entries[-1][1] if "STMTTRN" in self.inside and self.entries else self.page
        name = _named(self.inside, tag)
        if name not in held:
            held[name] = html.unescape(text.strip())
            self.last = held, name

    def goes_on(self, text: str) -> None:
        """The text before the first tag of a line belongs to the field before."""
        if self.last and text.strip():
            held, name = self.last
            held[name] = f"{held[name]} {html.unescape(text.strip())}".strip()


def read(source: Source) -> Iterator[Statement]:
    """Every statement of the file; one that breaks off is said to."""
    lines = Lines(transcoded(opened(source), ""), ("utf-8", "cp1252"))
    now: _Open | None = None
    number = 0
    for line in lines:
        if now:
            now.goes_on(line.partition("<")[0])
        for closing, name, text in TAG.findall(line):
            tag = name.upper()
            if tag in STATEMENTS:
                if now:
                    number, page = _page(now, number)
                    yield page.done(broken_off=not closing)
                now = None if closing else _Open(lines.number)
            elif now:
                now.tag(closing, tag, text, lines.number)
    if now:
        yield _page(now, number)[1].done(broken_off=True)


def _follow(inside: list[str], closing: str, tag: str) -> None:
    if tag not in GROUPS:
        return
    if not closing:
        inside.append(tag)
    elif tag in inside:
        del inside[inside.index(tag) :]


def _named(inside: list[str], tag: str) -> str:
    group = inside[-1] if inside else ""
    return tag if group in {"", "STMTTRN"} else f"{group}.{tag}"


def _page(held: _Open, number: int) -> tuple[int, Page]:
    account = held.page.get("BANKACCTFROM.ACCTID") or held.page.get("CCACCTFROM.ACCTID", "")
    page = Page(held.line, account, currency=held.page.get("CURDEF", ""))
    closing = _amount(held.page.get("LEDGERBAL.BALAMT", ""))
    page.closing = None if isinstance(closing, str) else closing
    for line, fields in held.entries:
        number += 1
        _row(page, number, line, fields)
    return number, page


def _amount(text: str) -> Decimal | str:
    # OFX knows no groups of thousands: a comma is the decimal mark.
    return amount(text, "," if "," in text else ".")


def _moment(text: str) -> str:
    """The date and time as ISO 8601; empty where it is neither."""
    found = MOMENT.fullmatch(text.strip())
    if not found:
        return ""
    day, hours, minutes, seconds, sign, zone, part = found.groups()
    clock = f"{hours or '00'}:{minutes or '00'}:{seconds or '00'}"
    offset = f"{sign or '+'}{int(zone):02d}:{ZONE_MINUTES.get(part or '', 0):02d}" if zone else ""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock}{offset}"


def _row(page: Page, number: int, line: int, held: Fields) -> None:
    money = _amount(held.get("TRNAMT", ""))
    if isinstance(money, str):
        page.bad.append(BadRow(row=number, line=line, column="TRNAMT", reason=money))
        return
    given = held.get("DTPOSTED", "")
    when = moment(_moment(given) or given)
    if isinstance(when, str):
        page.bad.append(BadRow(row=number, line=line, column="DTPOSTED", reason=when))
        return
    other = next((held[f"{one}.ACCTID"] for one in OTHER_SIDE if held.get(f"{one}.ACCTID")), "")
    ends = (other, page.account) if money >= 0 else (page.account, other)
    rate = held.get("ORIGCURRENCY.CURSYM", "")
    row = LedgerRow(
        row=number,
        line=line,
        source=ends[0],
        target=ends[1],
        amount=abs(money),
        currency=held.get("CURRENCY.CURSYM") or page.currency,
        time=when,
        amount_given=f"{held.get('TRNAMT', '')} ({rate} at {held.get('ORIGCURRENCY.CURRATE', '?')})"
        if rate
        else held.get("TRNAMT", ""),
        time_given=given,
        ledger=page.account,
        reference=held.get("FITID", ""),
        text=held.get("MEMO", ""),
        channel=CHANNELS.get(held.get("TRNTYPE", "").upper(), ""),
    )
    page.take(row, comes_in=money >= 0)
