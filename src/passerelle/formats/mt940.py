"""Customer statement messages, SWIFT MT940: every field 61, taken or explained, with the balances around.

:61: is value date, perhaps entry date, mark, perhaps the third letter of the
currency, amount with a comma, type, reference. The counterparty stands, if at
all, in :86:, which may come several times; it is taken where a subfield says so
(?31 and ?38 of the German form, /CNTP/, /IBAN/), and subfields of names are not
read. Reversals (RC, RD) move money the other way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from passerelle.core.values import iban
from passerelle.formats.amount_text import amount
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.statement_page import Page
from passerelle.formats.time_text import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source
    from passerelle.formats.statement_check import Statement

FIELD = re.compile(r":(\d{2}[A-Z]?):(.*)", re.DOTALL)
ENTRY = re.compile(
    r"(\d{6})(\d{4})?(R?[CD])([A-Z])?(\d+[,.]\d*)([A-Z][A-Z0-9]{3})?((?:(?!//)[^\n])*)(?://([^\n]*))?",
    re.ASCII,
)
BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})(\d+[,.]\d*)\s*", re.ASCII)
SUBFIELD = re.compile(r"\?(\d{2})([^?]*)")
ACCOUNTS, PURPOSE = ("38", "31"), re.compile(r"0\d|2\d|6[0-3]")
LABELLED = re.compile(r"/(?:CNTP|IBAN)/([^/]+)|\bIBAN[+: ]\s*([A-Z]{2}\d{2}[A-Z0-9 ]{11,40})")
NAMED = re.compile(r"/(?:NAME|ORDP|BENM)/[^/]*")
COMING = frozenset({"C", "RD"})


def read(source: Source) -> Iterator[Statement]:
    """Every statement of the file."""
    page: Page | None = None
    waiting: _Entry | None = None
    number = 0
    for line, tag, text in _fields(source):
        if waiting and tag == "86":
            waiting.free.append(text)
            continue
        if waiting and page:
            number += 1
            _entry(page, waiting, number)
            waiting = None
        if tag == "20":
            if page:
                yield page.done()
            page = Page(line)
        elif page and tag == "61":
            waiting = _Entry(line, text)
        elif page:
            _head(page, tag, text)
    if waiting and page:
        _entry(page, waiting, number + 1)
    if page:
        yield page.done()


@dataclass(slots=True)
class _Entry:
    """A field 61 with every field 86 that follows it."""

    line: int
    text: str
    free: list[str] = field(default_factory=list)


def _fields(source: Source) -> Iterator[tuple[int, str, str]]:
    lines = Lines(opened(source), ("utf-8", "cp1252"))
    begin, tag, text = 0, "", ""
    for raw in lines:
        line = raw.rstrip("\r\n")
        found = FIELD.match(line)
        # A message ends with -} or a lone dash, and a new field ends the one before.
        if found or line.startswith(("-}", "{")) or line == "-":
            if tag:
                yield begin, tag, text
            begin, tag, text = (lines.number, found[1], found[2]) if found else (0, "", "")
        elif tag:
            text += "\n" + line
    if tag:
        yield begin, tag, text


def _head(page: Page, tag: str, text: str) -> None:
    if tag in {"25", "25P"}:
        page.account = iban.normal(text) or text.strip()
    elif tag in {"28C", "28"}:
        first = text.partition("/")[0].strip()
        page.number = int(first) if first.isdecimal() else None
    elif tag in {"60F", "60M", "62F", "62M"} and (found := BALANCE.fullmatch(text)):
        money = _decimal(found[4])
        signed = money if found[1] == "C" else -money
        page.currency = found[3]
        if tag.startswith("60"):
            page.opening = signed
        else:
            page.closing = signed


def _decimal(text: str) -> Decimal:
    # Some banks write a point where the standard has a comma; there are no groups of thousands.
    found = amount(text.replace(",", ".").rstrip("."), ".")
    assert isinstance(found, Decimal)
    return found


def _entry(page: Page, entry: _Entry, number: int) -> None:
    found = ENTRY.match(entry.text)
    if not found:
        reason = "the entry is not of the form of field 61"
        page.bad.append(BadRow(row=number, line=entry.line, column=":61:", reason=reason))
        return
    date = found[1]
    # Two figures of the year: banks have written MT940 since the eighties.
    century = "19" if int(date[:2]) >= 80 else "20"  # noqa: PLR2004 - see above
    when = moment(f"{century}{date[:2]}-{date[2:4]}-{date[4:]}")
    if isinstance(when, str):
        page.bad.append(BadRow(row=number, line=entry.line, column=":61:", reason=when))
        return
    other, text = _said("\n".join(entry.free))
    ends = (other, page.account) if found[3] in COMING else (page.account, other)
    row = LedgerRow(
        row=number,
        line=entry.line,
        source=ends[0],
        target=ends[1],
        amount=_decimal(found[5]),
        currency=page.currency,
        time=when,
        amount_given=found[5],
        time_given=date,
        ledger=page.account,
        reference=(found[7] or "").strip(),
        text=text,
    )
    page.take(row, comes_in=found[3] in COMING)


def _said(free: str) -> tuple[str, str]:
    """The other account and the purpose; what stands under a label of a name is left out."""
    joined = free.replace("\n", "")
    parts = SUBFIELD.findall(joined)
    if parts:
        held = {number: text.strip() for number, text in parts}
        named = next((held[number] for number in ACCOUNTS if held.get(number)), "")
        purpose = " ".join(text.strip() for number, text in parts if PURPOSE.fullmatch(number))
        return iban.normal(named) or named, purpose
    found = LABELLED.search(joined)
    account = (iban.normal(found[1] or found[2]) or "") if found else ""
    return account, NAMED.sub("", free)
