"""What the rules of red flags read: transfers with their channel, place and object, and who holds an account.

Everything beyond the transfer itself may be unknown; a rule that needs it then
says that it was not applied. Nationality and birthplace have no field here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal


class Channel(StrEnum):
    """How the money moved, as the ledger says."""

    UNKNOWN = ""
    CASH = "cash"
    WIRE = "wire"
    CARD = "card"
    EXCHANGE = "exchange"  # small notes for large ones
    WALLET = "wallet"
    BROKER = "broker"


class What(StrEnum):
    """What was paid for, as the ledger says."""

    UNKNOWN = ""
    WAGES = "wages"
    LODGING = "lodging"
    ADVERT = "advert"  # escort and classified advertisements
    TICKETS = "tickets"
    TAXI = "taxi"
    FAST_FOOD = "fast-food"
    BEAUTY = "beauty"
    VENUE = "venue"
    VIRTUAL_CURRENCY = "virtual-currency"
    CAR_HIRE = "car-hire"
    ASSET = "asset"
    BOAT = "boat"
    ENGINE = "engine"
    LIFEJACKETS = "lifejackets"
    BOAT_EQUIPMENT = "boat-equipment"


BOATING = frozenset({What.BOAT, What.ENGINE, What.LIFEJACKETS, What.BOAT_EQUIPMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One transfer; `paid_in` and `paid_out` are places, `delivered` is False where goods had no address."""

    row: int
    source: str
    target: str
    amount: Decimal
    currency: str
    time: datetime
    channel: Channel = Channel.UNKNOWN
    paid_in: str = ""
    paid_out: str = ""
    what: What = What.UNKNOWN
    quantity: int = 0
    delivered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What is known of who holds an account; None and empty mean that nobody said.

    `reached_by` are devices and phones. An address is none of them: families
    and reception centres share one.
    """

    profession: str = ""
    business: str = ""
    cash_business: bool | None = None
    payroll: bool | None = None
    escorted: bool = False
    home: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    reached_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """Goods on their way: where from, where to, and who has them moved."""

    row: int
    mover: str
    goods: What
    from_country: str
    to_country: str
    to_place: str
    stored: bool
    time: datetime


NOBODY_SAID = Holder()
