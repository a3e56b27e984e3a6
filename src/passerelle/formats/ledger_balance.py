"""Whether a table adds up: its running balance, its opening and closing, its numbers, rows that come twice.

A difference is named by the line at which it shows, and is never mended. What
the balance explains is no duplicate: two equal payments that both move it are
two payments.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from passerelle.formats.amount_text import money
from passerelle.formats.statement_check import Problem, alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from passerelle.formats.ledger_mapping import LedgerMapping
    from passerelle.formats.ledger_row import BadRow, LedgerRow

EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row as the balance sees it; `key` is everything of it but its line."""

    line: int
    moved: Decimal
    balance: Decimal | None
    number: int | None
    key: tuple[object, ...]


class Running:
    """What was read of a table so far, account by account and currency by currency."""

    def __init__(self, mapping: LedgerMapping) -> None:
        self._mapping = mapping
        self._accounts: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._bad: list[int] = []
        self._unreadable: list[int] = []

    def took(self, row: LedgerRow, balance: str, number: str) -> None:
        """A row was taken, with the balance and the number that stand beside it."""
        own = row.ledger if self._mapping.is_statement else ""
        stated = money(balance, self._mapping.decimal_mark) if balance else None
        if isinstance(stated, str):
            self._unreadable.append(row.line)
            stated = None
        after = stated.amount if stated else None
        self._accounts[own, row.currency].append(
            Entry(
                line=row.line,
                moved=row.amount if row.target == own else -row.amount,
                balance=after,
                number=int(number) if number.isdecimal() and number.isascii() else None,
                key=(*alike(row), after, number),
            )
        )

    def left_out(self, row: BadRow) -> None:
        """A row was not taken."""
        self._bad.append(row.line)

    def problems(self) -> Iterator[Problem]:
        """Everything that does not add up, account by account."""
        for line in self._unreadable:
            yield Problem(line, "the balance of this row is no number")
        opening, closing = self._said(self._mapping.opening), self._said(self._mapping.closing)
        alone = len(self._accounts) == 1
        for entries in self._accounts.values():
            in_order = oldest_first(entries)
            again = repeated(in_order)
            for line in sorted(again):
                yield Problem(line, "the entry is the same as an earlier one of the file in everything")
            yield from gaps(entries)
            if self._mapping.is_statement:
                ends = (opening, closing) if alone else (None, None)
                yield from self._sums(in_order, again, *ends)

    def _said(self, text: str) -> Decimal | None:
        found = money(text, self._mapping.decimal_mark) if text else None
        return None if found is None or isinstance(found, str) else found.amount

    def _sums(
        self, entries: Sequence[Entry], again: set[int], opening: Decimal | None, closing: Decimal | None
    ) -> Iterator[Problem]:
        known, since = opening, 0
        waiting: list[Entry] = []
        for one in entries:
            waiting.append(one)
            if one.balance is None:
                continue
            if known is not None and _moved(known, waiting) != one.balance:
                yield Problem(one.line, self._why(since, waiting, again, one.balance - known))
            known, since, waiting = one.balance, one.line, []
        if known is not None and closing is not None and _moved(known, waiting) != closing:
            why = _twice(waiting, again, closing - known) or self._rest(waiting)
            yield Problem(entries[-1].line, f"the entries do not lead to the closing balance: {why}")

    def _why(self, since: int, waiting: Sequence[Entry], again: set[int], moved: Decimal) -> str:
        begin = (
            f"the balance does not follow from line {since}" if since else "the opening does not lead here"
        )
        return f"{begin}: {_twice(waiting, again, moved) or self._rest(waiting, since)}"

    def _rest(self, waiting: Sequence[Entry], since: int = 0) -> str:
        lines = [since or min((one.line for one in waiting), default=0), *(one.line for one in waiting)]
        if any(min(lines) < bad < max(lines) for bad in self._bad):
            return "a row between them was not taken"
        return "rows are missing or altered"


def _moved(balance: Decimal, entries: Sequence[Entry]) -> Decimal:
    for one in entries:
        balance = EXACT.add(balance, one.moved)
    return balance


def _twice(entries: Sequence[Entry], again: set[int], moved: Decimal) -> str:
    """Which rows come twice, where the balance is right without them; empty where it is not."""
    once = [one for one in entries if one.line not in again]
    twice = [str(one.line) for one in entries if one.line in again]
    if not twice or _moved(Decimal(0), once) != moved:
        return ""
    return f"without line {', '.join(twice)}, which comes twice, it does"


def repeated(entries: Sequence[Entry]) -> set[int]:
    """The lines of the entries that are the same as an earlier one in everything but the line."""
    seen: set[tuple[object, ...]] = set()
    lines: set[int] = set()
    for one in entries:
        if one.key in seen:
            lines.add(one.line)
        seen.add(one.key)
    return lines


def oldest_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries in the order in which the balance moves: a table may begin with the newest."""
    pairs = list(pairwise(entries))
    down = sum(_follows(one, other) for one, other in pairs)
    up = sum(_follows(other, one) for one, other in pairs)
    return entries if down >= up else entries[::-1]


def _follows(earlier: Entry, later: Entry) -> bool:
    if earlier.balance is None or later.balance is None:
        return False
    return EXACT.add(earlier.balance, later.moved) == later.balance


def gaps(entries: Sequence[Entry]) -> Iterator[Problem]:
    """The places where the numbers of the entries leave some out, or one comes again."""
    known = [one for one in entries if one.number is not None]
    seen: set[int] = set()
    for earlier, later in zip([None, *known], known, strict=False):
        assert later.number is not None
        if later.number in seen:
            yield Problem(later.line, "the number of this entry came before")
        elif earlier is not None and abs(later.number - (earlier.number or 0)) != 1:
            reason = f"the numbers of the entries leave a gap between line {earlier.line} and this one"
            yield Problem(later.line, reason)
        seen.add(later.number)
