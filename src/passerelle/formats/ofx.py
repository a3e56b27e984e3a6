"""Open Financial Exchange statements, OFX 1 (SGML) and 2 (XML): every STMTTRN, taken or explained.

Only tags and the text behind them are read, so closing tags may be left out,
as OFX 1 allows. The counterparty's account is taken from BANKACCTTO. The
closing balance is stated as LEDGERBAL; an opening balance is not stated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from passerelle.formats.amount_text import amount
from passerelle.formats.ledger_row import BadRow, LedgerRow
from passerelle.formats.lines import Lines
from passerelle.formats.source import opened
from passerelle.formats.statement_check import Statement
from passerelle.formats.time_text import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source

TAG = re.compile(r"<(/?)([A-Z0-9.]+)>([^<]*)")
MOMENT = re.compile(r"(\d{8})(\d{6})?(?:\.\d+)?(?:\[([+-]?\d{1,2})(?::[A-Z]+)?\])?", re.ASCII)
Fields = dict[str, str]


def read(source: Source) -> Iterator[Statement]:
    """Every statement of the file."""
    lines = Lines(opened(source), ("utf-8", "cp1252"))
    inside: list[str] = []
    page: Fields = {}
    entries: list[tuple[int, Fields]] = []
    begin = 0
    for line in lines:
        for closing, tag, text in TAG.findall(line):
            if not closing and tag in {"STMTRS", "CCSTMTRS"}:
                page, entries, begin = {}, [], lines.number
            if not closing and tag == "STMTTRN":
                entries.append((lines.number, {}))
            if closing and tag in {"STMTRS", "CCSTMTRS"}:
                yield _statement(page, entries, begin)
            _follow(inside, closing, tag)
            if text.strip() and not closing:
                held = entries[-1][1] if "STMTTRN" in inside and entries else page
                held.setdefault(_named(inside, tag), text.strip())


def _follow(inside: list[str], closing: str, tag: str) -> None:
    # Only groups are followed: a field of OFX 1 has no end.
    if tag not in {"STMTTRN", "BANKACCTTO", "LEDGERBAL", "AVAILBAL", "BANKACCTFROM", "CCACCTFROM"}:
        return
    if not closing:
        inside.append(tag)
    elif tag in inside:
        del inside[inside.index(tag) :]


def _named(inside: list[str], tag: str) -> str:
    group = inside[-1] if inside else ""
    return tag if group in {"", "STMTTRN"} else f"{group}.{tag}"


def _statement(page: Fields, entries: list[tuple[int, Fields]], line: int) -> Statement:
    account = page.get("BANKACCTFROM.ACCTID") or page.get("CCACCTFROM.ACCTID", "")
    currency = page.get("CURDEF", "")
    rows = [_row(number, at, held, account, currency) for number, (at, held) in enumerate(entries, 1)]
    closing = amount(page.get("LEDGERBAL.BALAMT", ""))
    return Statement(
        account=account,
        currency=currency,
        line=line,
        closing=None if isinstance(closing, str) else closing,
        rows=tuple(row for row in rows if isinstance(row, LedgerRow)),
        bad=tuple(row for row in rows if isinstance(row, BadRow)),
    )


def _row(number: int, line: int, held: Fields, account: str, currency: str) -> LedgerRow | BadRow:
    money = amount(held.get("TRNAMT", ""))
    if isinstance(money, str):
        return BadRow(row=number, line=line, column="TRNAMT", reason=money)
    found = MOMENT.match(held.get("DTPOSTED", ""))
    clock = found[2] or "000000" if found else ""
    zone = f"{int(found[3]):+03d}:00" if found and found[3] else ""
    when = moment(f"{found[1]}T{clock}{zone}" if found else "")
    if isinstance(when, str):
        return BadRow(row=number, line=line, column="DTPOSTED", reason=when)
    other = held.get("BANKACCTTO.ACCTID", "")
    ends = (other, account) if money >= 0 else (account, other)
    return LedgerRow(
        row=number,
        line=line,
        source=ends[0],
        target=ends[1],
        amount=abs(money),
        currency=currency,
        time=when,
        amount_given=held.get("TRNAMT", ""),
        time_given=held.get("DTPOSTED", ""),
        ledger=account,
        reference=held.get("FITID", ""),
        text=held.get("MEMO", ""),
    )
