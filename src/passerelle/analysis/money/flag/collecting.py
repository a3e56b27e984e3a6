"""R1, R2 and R5: somebody gathers the money of many who have nothing to do with each other.

They never fire on who pays. Relatives, and those who have long sent help, are
not counted, nor who only brings back what the account had paid them, and what
comes to less than the price of one journey is a journey: a family that helps
one of its own raises nothing.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from passerelle.analysis.money.flag.book import total, widest, windows
from passerelle.analysis.money.flag.movement import Channel
from passerelle.analysis.money.flag.rule import Flag, Reason, Rule, flag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from passerelle.analysis.money.flag.book import Book
    from passerelle.analysis.money.flag.movement import Movement


def r1(book: Book) -> Iterator[Flag]:
    """Paid out at an embarkation place of the list, to a holder without a business."""

    def near(one: Movement) -> bool:
        return book.places.holds(one.paid_out, one.time.date())

    for account in book.paid_in:
        if not book.holder(account).business:
            yield from _gathered(book, account, Rule.R1, near, places=book.asked.places)


def r2(book: Book) -> Iterator[Flag]:
    """Paid in where the holder neither lives nor works."""
    for account in book.paid_in:
        home = book.holder(account).home
        if home:
            yield from _gathered(
                book,
                account,
                Rule.R2,
                lambda one, home=home: bool(one.paid_in) and one.paid_in not in home,  # type: ignore[misc]
                places=book.asked.places,
            )


def r5(book: Book) -> Iterator[Flag]:
    """Wired by customers who are no relatives of the beneficiary."""
    for account in book.paid_in:
        if not book.holder(account).business:
            yield from _gathered(book, account, Rule.R5, lambda one: one.channel is Channel.WIRE, places=0)


def _gathered(
    book: Book, account: str, rule: Rule, counts: Callable[[Movement], bool], *, places: int
) -> Iterator[Flag]:
    asked = book.asked
    strangers = [one for one in _strangers(book, account) if counts(one)]
    found = widest(
        window
        for window in windows(strangers, asked.within)
        if len({one.source for one in window}) >= asked.senders
        and len({one.paid_in for one in window if one.paid_in}) >= places
        and total(window) >= asked.journey
    )
    if found:
        payers = len({one.source for one in found})
        numbers = {"payers": payers, "days": asked.within}
        if places:
            reason = Reason("payers-places", numbers | {"places": len({one.paid_in for one in found})})
        else:
            reason = Reason("payers", numbers)
        yield flag(rule, account, found, reason)


def _strangers(book: Book, account: str) -> Sequence[Movement]:
    """Payments by payers who are no relatives, have no habit of sending help and give nothing back."""
    relatives, paid = book.holder(account).relatives, _kept(book, account)
    helpers = {source for source in {one.source for one in paid} if _helps(book, source, paid)}
    return [one for one in paid if one.source and one.source not in relatives | helpers]


def _kept(book: Book, account: str) -> Sequence[Movement]:
    """What the account was paid, without what only brings back money that it had paid out itself before."""
    lent: defaultdict[str, Decimal] = defaultdict(Decimal)
    out = deque(book.paid_out.get(account, ()))
    kept = []
    for one in book.paid_in[account]:
        while out and (out[0].time, out[0].row) < (one.time, one.row):
            earlier = out.popleft()
            lent[earlier.target] += earlier.amount
        returned = min(lent[one.source], one.amount)
        lent[one.source] -= returned
        if returned < one.amount or not one.amount:
            kept.append(one if not returned else replace(one, amount=one.amount - returned))
    return kept


def _helps(book: Book, source: str, paid: Sequence[Movement]) -> bool:
    own = [one.time for one in paid if one.source == source]
    return len(own) >= book.asked.habit_payments and own[-1] - own[0] >= timedelta(days=book.asked.habit_days)
