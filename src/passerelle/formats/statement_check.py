"""An account's statement as a bank sends it, and what does not add up in it.

A balance is checked, never corrected: a difference is reported with the page
it belongs to. Entries that are alike in everything are reported as possible
duplicates and kept; a page number that is left out is reported as missing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from passerelle.formats.ledger_row import BadRow, LedgerRow

EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One page of one account: its balances where they are stated, and its entries."""

    account: str
    currency: str
    line: int
    number: int | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    rows: tuple[LedgerRow, ...] = ()
    bad: tuple[BadRow, ...] = ()
    moved: tuple[Decimal, ...] = ()  # by each row, where its reader said it
    broken_off: bool = False

    @property
    def movements(self) -> tuple[Decimal, ...]:
        """What each row adds to the balance: a statement may not name its account, or both ends may be it."""
        said = (row.amount if row.target == self.account else -row.amount for row in self.rows)
        return self.moved or tuple(said)


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not add up, and the line where it begins; it holds no value of the file."""

    line: int
    reason: str


def problems(statements: Iterable[Statement]) -> Iterator[Problem]:
    """Everything that does not add up, page by page and from page to page."""
    pages: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        yield from _sums(statement)
        yield from doubled(statement.rows)
        earlier = pages.get((statement.account, statement.currency))
        if earlier and _same(earlier, statement):
            yield Problem(statement.line, "the page is the same as the one before it: each entry comes twice")
        elif earlier:
            yield from _missing(earlier, statement)
        pages[statement.account, statement.currency] = statement


def _sums(statement: Statement) -> Iterator[Problem]:
    if statement.broken_off:
        yield Problem(statement.line, "the statement breaks off; what came before is kept")
        return
    if statement.opening is None or statement.closing is None:
        yield Problem(
            statement.line, "the opening or the closing balance is not stated, nothing can be checked"
        )
        return
    foreign = next((row.line for row in statement.rows if _is_foreign(row, statement)), None)
    if foreign is not None:
        yield Problem(foreign, "the entry is in another currency than the balance, which cannot be checked")
        return
    total = _total(statement.opening, statement.movements)
    if total != statement.closing:
        yield Problem(
            statement.line,
            f"the entries do not lead from the opening to the closing balance: {_why(statement, total)}",
        )


def _is_foreign(row: LedgerRow, statement: Statement) -> bool:
    return bool(statement.currency and row.currency) and row.currency != statement.currency


def _total(opening: Decimal, movements: Iterable[Decimal]) -> Decimal:
    total = opening
    for one in movements:
        total = EXACT.add(total, one)
    return total


def _why(statement: Statement, total: Decimal) -> str:
    """What would explain the difference; the line of a row that comes twice where it does."""
    assert statement.closing is not None
    seen: set[tuple[object, ...]] = set()
    for row, moved in zip(statement.rows, statement.movements, strict=True):
        key = alike(row)
        if key in seen and EXACT.subtract(total, moved) == statement.closing:
            return f"without line {row.line}, which comes twice, they do"
        seen.add(key)
    return "some of its rows were not taken" if statement.bad else "rows are missing or doubled"


def _same(earlier: Statement, later: Statement) -> bool:
    """Whether the later page says what the earlier one said, the lines of the file apart."""
    heads = [(one.number, one.opening, one.closing) for one in (earlier, later)]
    rows = [[alike(row) for row in one.rows] for one in (earlier, later)]
    return heads[0] == heads[1] and rows[0] == rows[1] and bool(rows[0])


def doubled(rows: Iterable[LedgerRow], where: str = "of this page") -> Iterator[Problem]:
    """The rows that are the same as an earlier one in everything but the line."""
    seen: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        key = alike(row)
        seen[key] += 1
        if seen[key] > 1:
            yield Problem(row.line, f"the entry is the same as an earlier one {where} in everything")


def alike(row: LedgerRow) -> tuple[object, ...]:
    """What two rows share that are the same in everything but the line."""
    return row.source, row.target, row.amount, row.currency, row.time, row.reference, row.text


def _missing(earlier: Statement, later: Statement) -> Iterator[Problem]:
    if earlier.number is not None and later.number is not None and later.number > earlier.number + 1:
        yield Problem(later.line, "a page between this one and the one before it is missing")
    elif earlier.closing is not None and later.opening is not None and earlier.closing != later.opening:
        yield Problem(later.line, "the page does not begin with the balance that the one before ends with")
