"""R9 and R10: where the boats come from. They fire on who buys and who has goods moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from passerelle.analysis.money.flag.book import widest, windows
from passerelle.analysis.money.flag.movement import BOATING, Channel, What
from passerelle.analysis.money.flag.rule import Flag, Reason, Rule, flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from passerelle.analysis.money.flag.book import Book
    from passerelle.analysis.money.flag.movement import Leg, Movement
    from passerelle.analysis.money.flag.place import PlaceList
    from passerelle.analysis.money.flag.rule import FlagParameters

MARITIME = frozenset({"fishing", "boating", "marine-trade", "rescue"})


def r9(book: Book) -> Iterator[Flag]:
    """Two kinds of boating goods or more, bought with several unusual signs, by no maritime business."""
    asked = book.asked
    for account, paid in book.paid_out.items():
        if book.holder(account).business in MARITIME:
            continue
        found = widest(windows([one for one in paid if one.what in BOATING], asked.boat_within))
        signs = _signs(found, asked.lifejackets)
        if (
            len({one.what for one in found}) > 1
            and len(signs) >= asked.boat_signs
            and _for_many(found, asked)
        ):
            yield flag(Rule.R9, account, found, *signs)


def _for_many(found: Sequence[Movement], asked: FlagParameters) -> bool:
    """A boat, an engine or many lifejackets: what one family needs to live is not asked about."""
    jackets = sum(one.quantity for one in found if one.what is What.LIFEJACKETS)
    return jackets >= asked.lifejackets or any(one.what in (What.BOAT, What.ENGINE) for one in found)


def _signs(found: Sequence[Movement], lifejackets: int) -> list[Reason]:
    jackets = sum(one.quantity for one in found if one.what is What.LIFEJACKETS)
    shops = Counter(one.target for one in found)
    asked = (
        (any(one.channel is Channel.CASH for one in found), Reason("cash")),
        (jackets >= lifejackets, Reason("lifejackets", {"number": jackets})),
        (max(shops.values(), default=0) > 1, Reason("same-shop")),
        (any(not one.delivered for one in found), Reason("no-address")),
    )
    return [reason for holds, reason in asked if holds]


def r10(legs: Iterable[Leg], places: PlaceList) -> Iterator[Flag]:
    """From one country into store in a second, then to an embarkation place."""
    by_mover: defaultdict[str, list[Leg]] = defaultdict(list)
    for leg in sorted(legs, key=lambda one: (one.time, one.row)):
        if leg.goods in BOATING and leg.mover:
            by_mover[leg.mover].append(leg)
    for mover, moved in by_mover.items():
        for stored in (one for one in moved if one.stored and one.from_country != one.to_country):
            called = [one for one in moved if one.time > stored.time and _to_coast(one, stored, places)]
            if called:
                rows = (stored.row, *(one.row for one in called))
                yield Flag(rule=Rule.R10, subject=mover, rows=rows)
                break


def _to_coast(leg: Leg, stored: Leg, places: PlaceList) -> bool:
    return leg.from_country == stored.to_country and places.holds(leg.to_place, leg.time.date())
