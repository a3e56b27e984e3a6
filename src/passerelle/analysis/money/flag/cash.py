"""R3, R4, R6, R7 and R8: cash that does not fit who handles it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from statistics import mean, pstdev
from typing import TYPE_CHECKING

from passerelle.analysis.money.flag.book import total, widest, windows
from passerelle.analysis.money.flag.movement import Channel, What
from passerelle.analysis.money.flag.rule import Flag, Reason, Rule, flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from passerelle.analysis.money.flag.book import Book
    from passerelle.analysis.money.flag.movement import Movement


def r3(book: Book) -> Iterator[Flag]:
    """Cash, then within days a wire to an embarkation place, several times and to several accounts."""
    asked = book.asked
    for account, paid in book.paid_in.items():
        if book.holder(account).cash_business:
            continue
        cash = [one for one in paid if one.channel is Channel.CASH]
        wires = [
            one
            for one in book.paid_out.get(account, ())
            if one.channel is Channel.WIRE and book.places.holds(one.paid_out, one.time.date())
        ]
        pairs = _followed(cash, wires, timedelta(days=asked.cash_wire_days))
        reached = {wire.target for _, wire in pairs}
        wired = [wire for _, wire in pairs]
        if len(reached) >= asked.cash_wires and total(wired) >= asked.journey:
            movements = [one for pair in pairs for one in pair]
            numbers = {"times": len(pairs), "days": asked.cash_wire_days}
            yield flag(Rule.R3, account, movements, Reason("cash-then-wire", numbers))


def _followed(
    cash: Sequence[Movement], wires: Sequence[Movement], span: timedelta
) -> list[tuple[Movement, Movement]]:
    """Each wire with the last cash before it; one deposit explains one wire."""
    free, pairs = list(cash), []
    for wire in wires:
        before = [one for one in free if timedelta(0) <= wire.time - one.time <= span]
        if before:
            free.remove(before[-1])
            pairs.append((before[-1], wire))
    return pairs


def r4(book: Book) -> Iterator[Flag]:
    """Small notes for large ones, often, by a holder whose business takes no cash."""
    for account, paid in book.paid_out.items():
        exchanges = [one for one in paid if one.channel is Channel.EXCHANGE]
        found = widest(windows(exchanges, book.asked.within))
        if book.holder(account).cash_business is not False or total(found) < book.asked.exchanged:
            continue
        if len(found) >= book.asked.exchanges:
            numbers = {"times": len(found), "days": book.asked.within}
            yield flag(Rule.R4, account, found, Reason("times", numbers))


def r6(book: Book) -> Iterator[Flag]:
    """Deposits further from the mean of a profession than so many standard deviations."""
    peers: defaultdict[str, list[str]] = defaultdict(list)
    for account in book.paid_in:
        if book.holder(account).profession:
            peers[book.holder(account).profession].append(account)
    for accounts in peers.values():
        for account in accounts:
            yield from _apart(book, account, [one for one in accounts if one != account])


def _apart(book: Book, account: str, others: list[str]) -> Iterator[Flag]:
    asked = book.asked
    if len(others) < asked.peers:
        return
    sums = [float(total(book.paid_in[one])) for one in others]
    own, usual, spread = float(total(book.paid_in[account])), mean(sums), pstdev(sums)
    if own - usual > asked.deviations * spread and own - usual >= float(asked.journey):
        numbers = {"own": round(own), "others": len(others), "usual": round(usual)}
        yield flag(Rule.R6, account, book.paid_in[account], Reason("above-peers", numbers))


def r7(book: Book) -> Iterator[Flag]:
    """Cash paid in to a holder whose business takes none."""
    asked = book.asked
    for account, paid in book.paid_in.items():
        if book.holder(account).cash_business is not False:
            continue
        found = widest(windows([one for one in paid if one.channel is Channel.CASH], asked.within))
        if len(found) >= asked.cash_deposits and total(found) >= asked.cash_total:
            numbers = {"deposits": len(found), "days": asked.within}
            yield flag(Rule.R7, account, found, Reason("deposits", numbers))


def r8(book: Book) -> Iterator[Flag]:
    """Things of value bought with cash, again and again."""
    asked = book.asked
    for account, paid in book.paid_out.items():
        bought = [one for one in paid if one.what is What.ASSET and one.channel is Channel.CASH]
        found = widest(windows(bought, asked.assets_within))
        if len(found) >= asked.assets and total(found) >= asked.assets_total:
            numbers = {"times": len(found), "days": asked.assets_within}
            yield flag(Rule.R8, account, found, Reason("times", numbers))
