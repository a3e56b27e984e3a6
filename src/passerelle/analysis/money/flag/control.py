"""R11 to R14: signs that somebody is controlled, or controls.

The account that such signs stand on is most often that of the person who is
exploited, so these flags are of control: they go to protection first, and
nobody else sees them. R14 also names the account that is paid by all, on
which the other rules may fire.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from passerelle.analysis.money.flag.book import widest, windows
from passerelle.analysis.money.flag.movement import Channel, What
from passerelle.analysis.money.flag.rule import Flag, Reason, Rule, flag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from passerelle.analysis.money.flag.book import Book
    from passerelle.analysis.money.flag.movement import Holder, Movement
    from passerelle.analysis.money.flag.rule import FlagParameters

# A journey has lodgings, tickets, rides and meals too; these say more than that somebody travels.
BEYOND_A_JOURNEY = frozenset({"adverts", "beauty", "after-hours"})


def r11(book: Book) -> Iterator[Flag]:
    """Several of the published signs stand together; one alone says nothing."""
    for account, paid in book.paid_out.items():
        signed = [(_sexual(window, book.asked), window) for window in windows(paid, book.asked.within)]
        telling = [one for one in signed if BEYOND_A_JOURNEY & {reason.key for reason in one[0]}]
        signs, window = max(telling, key=lambda one: len(one[0]), default=([], ()))
        if len(signs) >= book.asked.control_signs:
            yield flag(Rule.R11, account, window, *signs)


def _sexual(window: Sequence[Movement], asked: FlagParameters) -> list[Reason]:
    def of(what: What) -> list[Movement]:
        return [one for one in window if one.what is what]

    lodgings = {one.paid_out for one in of(What.LODGING) if one.paid_out}
    late = [one for one in of(What.VENUE) if _is_late(one, asked)]
    small = [one for one in of(What.VIRTUAL_CURRENCY) if one.amount <= asked.small]
    signs = (
        (len(of(What.ADVERT)) >= asked.adverts, "adverts"),
        (len(lodgings) >= asked.lodgings, "towns"),
        (len(of(What.TICKETS)) >= asked.adverts, "tickets"),
        (len(of(What.TAXI)) >= asked.adverts, "rides"),
        (len(of(What.FAST_FOOD)) >= asked.adverts, "meals"),
        (len(of(What.BEAUTY)) >= asked.adverts, "beauty"),
        (len(late) >= asked.lodgings, "after-hours"),
        (len(small) >= asked.lodgings, "virtual-currency"),
    )
    return [Reason(key) for holds, key in signs if holds]


def r12(book: Book) -> Iterator[Flag]:
    """Signs of forced work: what the account does, and how its holder comes to the counter."""
    for account, paid in book.paid_out.items():
        found = widest(windows(paid, book.asked.within))
        signs = _labour(found, book.holder(account), book.asked)
        if len(signs) >= book.asked.control_signs:
            yield flag(Rule.R12, account, found, *signs)


def _labour(window: Sequence[Movement], holder: Holder, asked: FlagParameters) -> list[Reason]:
    late = [one for one in window if one.channel is Channel.CARD and _is_late(one, asked)]
    stays = [one for one in window if one.what in (What.LODGING, What.CAR_HIRE)]
    signs = (
        (holder.payroll is False, "no-payroll"),
        (holder.escorted, "led"),
        (len(late) >= asked.lodgings, "night"),
        (len(stays) >= asked.lodgings, "lodging-cars"),
    )
    return [Reason(key) for holds, key in signs if holds]


def _is_late(one: Movement, asked: FlagParameters) -> bool:
    return one.time.hour >= asked.late_hour or one.time.hour < asked.early_hour


def r13(book: Book) -> Iterator[Flag]:
    """Wages of several employers on one account, or wages that leave at once to one other account."""
    asked = book.asked
    for account, paid in book.paid_in.items():
        wages = [one for one in paid if one.what is What.WAGES]
        month = widest(
            window
            for window in windows(wages, asked.wage_days)
            if len({one.source for one in window}) >= asked.employers
        )
        if month:
            employers = len({one.source for one in month})
            numbers = {"employers": employers, "days": asked.wage_days}
            yield flag(Rule.R13, account, month, Reason("employers", numbers))
            continue
        taken = [pair for wage in wages for pair in _taken(book, account, wage)]
        for target in sorted({out.target for _, out in taken}):
            pairs = [pair for pair in taken if pair[1].target == target]
            if len(pairs) >= asked.wage_exits:
                movements = [one for pair in pairs for one in pair]
                yield flag(Rule.R13, account, movements, Reason("wage-leaves", {"times": len(pairs)}))
                break


def _taken(book: Book, account: str, wage: Movement) -> list[tuple[Movement, Movement]]:
    span = timedelta(days=1)
    return [
        (wage, out)
        for out in book.paid_out.get(account, ())
        if timedelta(0) <= out.time - wage.time <= span
        and not book.related(account, out.target)
        and book.asked.wage_share * wage.amount <= out.amount <= wage.amount
    ]


def r14(book: Book) -> Iterator[Flag]:
    """Each account that shares a device or a phone with others, and pays the same account as they do."""
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for account, holder in book.holders.items():
        for key in holder.reached_by:
            sharing[key].add(account)
    told: set[str] = set()
    for accounts in sharing.values():
        for target, payers in sorted(_paid_together(book, accounts).items()):
            if len(payers) >= book.asked.sharers and not told.issuperset(payers):
                yield from _of_each(book, target, sorted(payers - told))
                told |= payers


def _paid_together(book: Book, accounts: set[str]) -> dict[str, set[str]]:
    """Who of these pays whom again and again, neither for a purchase nor as a relative."""
    payers: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        counts = Counter(
            one.target for one in book.paid_out.get(account, ()) if one.target and _hands_over(one)
        )
        for target, number in counts.items():
            if number >= book.asked.sharer_payments and not book.related(account, target):
                payers[target].add(account)
    return payers


def _hands_over(one: Movement) -> bool:
    return one.channel is not Channel.CARD and one.what is What.UNKNOWN


def _of_each(book: Book, target: str, payers: list[str]) -> Iterator[Flag]:
    for account in payers:
        paid = [one for one in book.paid_out[account] if one.target == target and _hands_over(one)]
        yield flag(Rule.R14, account, paid, Reason("one-device"))
