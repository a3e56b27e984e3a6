"""Customer statement messages, SWIFT MT940: every field 61, taken or explained, with the balances around.

:61: is value date, perhaps entry date, mark, perhaps the third letter of the
currency, amount with a comma, type, reference. The counterparty stands, if at
all, in the free text of :86:; it is taken only where a subfield of the German
form says so (?31, an account). Reversals move money the other way.
"""

from __future__ import annotations

import re
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
    r"(\d{6})(\d{4})?(R?[CD])([A-Z])?(\d+,\d*)([A-Z][A-Z0-9]{3})?([^/\n]*)(?://([^\n]*))?", re.ASCII
)
BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})(\d+,\d*)\s*", re.ASCII)
ACCOUNT = re.compile(r"\?31([^?\n]+)")
COMING = frozenset({"C", "RD"})


def read(source: Source) -> Iterator[Statement]:
    """Every statement of the file."""
    page: Page | None = None
    waiting: tuple[int, str] | None = None
    number = 0
    for line, tag, text in _fields(source):
        if waiting and page:
            number += 1
            _entry(page, *waiting, text if tag == "86" else "", number)
            waiting = None
        if tag == "20":
            if page:
                yield page.done()
            page = Page(line)
        elif page and tag == "61":
            waiting = line, text
        elif page:
            _head(page, tag, text)
    if waiting and page:
        _entry(page, *waiting, "", number + 1)
    if page:
        yield page.done()


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
    if tag == "25":
        page.account = iban.normal(text) or text.strip()
    elif tag == "28C":
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
    found = amount(text.rstrip(","), ",")
    assert isinstance(found, Decimal)
    return found


def _entry(page: Page, line: int, text: str, free: str, number: int) -> None:
    found = ENTRY.match(text)
    if not found:
        reason = "the entry is not of the form of field 61"
        page.bad.append(BadRow(row=number, line=line, column=":61:", reason=reason))
        return
    date = found[1]
    # Two figures of the year: banks have written MT940 since the eighties.
    century = "19" if int(date[:2]) >= 80 else "20"  # noqa: PLR2004 - see above
    when = moment(f"{century}{date[:2]}-{date[2:4]}-{date[4:]}")
    if isinstance(when, str):
        page.bad.append(BadRow(row=number, line=line, column=":61:", reason=when))
        return
    named = ACCOUNT.search(free.replace("\n", ""))
    other = (iban.normal(named[1]) or named[1].strip()) if named else ""
    ends = (other, page.account) if found[3] in COMING else (page.account, other)
    page.rows.append(
        LedgerRow(
            row=number,
            line=line,
            source=ends[0],
            target=ends[1],
            amount=_decimal(found[5]),
            currency=page.currency,
            time=when,
            amount_given=found[5],
            time_given=date,
            ledger=page.account,
            reference=(found[7] or "").strip(),
            text=free,
        )
    )
