"""The red flags R1 to R14: where each was published, what it says, and the numbers it asks for.

A flag is a question with reasons, never a verdict. Four of the rules read
signs that somebody is controlled: what they find is put before a person
trained in protection, and before nobody else (rule 25 of the house).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.analysis.money.flag.movement import Movement


class Rule(StrEnum):
    """A published sign."""

    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"
    R6 = "R6"
    R7 = "R7"
    R8 = "R8"
    R9 = "R9"
    R10 = "R10"
    R11 = "R11"
    R12 = "R12"
    R13 = "R13"
    R14 = "R14"

    @property
    def sentence(self) -> str:
        """What the rule looks for, in plain words."""
        return SENTENCES[self]

    @property
    def source(self) -> str:
        """Where the sign was published."""
        return SOURCES[self]

    @property
    def is_of_control(self) -> bool:
        """True where what it finds may be somebody who is controlled, who comes first."""
        return self in OF_CONTROL


OF_CONTROL = frozenset({Rule.R11, Rule.R12, Rule.R13, Rule.R14})
VERSION = "2"
"""The version of all the rules; a rule that changes its meaning changes this."""

SENTENCES = {
    Rule.R1: "many unrelated payers from different places pay one account at an embarkation place",
    Rule.R2: "many unrelated payers in different places pay into one account far from its holder's home",
    Rule.R3: "cash is paid in and leaves at once to embarkation places, again and again",
    Rule.R4: "a holder whose business takes no cash often changes small notes for large ones",
    Rule.R5: "several unrelated customers wire money to one account",
    Rule.R6: "deposits are much larger than those of others in the same profession",
    Rule.R7: "much cash is paid in, although the business takes none",
    Rule.R8: "things of value are often bought with cash",
    Rule.R9: "boats, engines, lifejackets and equipment are bought in an unusual way",
    Rule.R10: "boats or engines come from one country, are stored in a second and called to the coast",
    Rule.R11: "several signs of sexual exploitation stand together on one account",
    Rule.R12: "several signs of forced work stand together on one account",
    Rule.R13: "wages of several employers go to one account, or wages leave at once to another",
    Rule.R14: "accounts that share a device or a phone all pay one account",
}
_FINCEN, _FINTRAC = "FinCEN alert, January 2023", "FINTRAC operational alert OA001-2021"
SOURCES = {
    **dict.fromkeys((Rule.R1, Rule.R2, Rule.R3, Rule.R4, Rule.R5, Rule.R6, Rule.R7, Rule.R8), _FINCEN),
    Rule.R9: "NCA maritime alert, 2021",
    Rule.R10: "NCA, August 2022",
    Rule.R11: _FINTRAC,
    Rule.R12: "FinCEN FIN-2020-A008",
    Rule.R13: "FATF/APG, 2018",
    Rule.R14: "FATF, 2018",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagParameters:
    """What the rules ask for; amounts are in the unit of the currency, times in days.

    `journey` is what a person or a family may pay or be sent for one journey:
    whoever gathers less gathers for nobody but themselves, and whoever changes
    or brings less cash saves for one.
    """

    within: int = 30
    senders: int = 8
    places: int = 4
    journey: Decimal = Decimal(15_000)
    habit_days: int = 90
    habit_payments: int = 3
    cash_wires: int = 3
    cash_wire_days: int = 2
    exchanges: int = 3
    exchanged: Decimal = Decimal(15_000)
    peers: int = 10
    deviations: int = 3
    cash_deposits: int = 5
    cash_total: Decimal = Decimal(15_000)
    assets: int = 3
    assets_within: int = 180
    assets_total: Decimal = Decimal(10_000)
    boat_within: int = 60
    boat_signs: int = 2
    lifejackets: int = 10
    control_signs: int = 3
    adverts: int = 4
    lodgings: int = 3
    small: Decimal = Decimal(30)
    late_hour: int = 23
    early_hour: int = 5
    employers: int = 3
    wage_days: int = 31
    wage_share: Decimal = Decimal("0.9")
    wage_exits: int = 2
    sharers: int = 3
    sharer_payments: int = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason by its key and numbers, so that each reader has it in words of their own."""

    key: str
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The reason in English."""
        return REASONS[self.key].format(**self.numbers)


REASONS = {
    "payers": "{payers} payers within {days} days",
    "payers-places": "{payers} payers from {places} places within {days} days",
    "cash-then-wire": "{times} times within {days} days of the cash",
    "times": "{times} times within {days} days",
    "above-peers": "{own} where {others} others of the profession have {usual} on average",
    "deposits": "{deposits} deposits within {days} days",
    "cash": "paid in cash",
    "lifejackets": "{number} lifejackets",
    "same-shop": "the same shop again",
    "no-address": "no delivery address",
    "adverts": "frequent payments for advertisements",
    "towns": "short stays in several towns",
    "tickets": "many tickets",
    "rides": "many rides",
    "meals": "small meals again and again",
    "beauty": "beauty shops again and again",
    "after-hours": "venues paid by card after hours",
    "virtual-currency": "small purchases of virtual currency",
    "no-payroll": "no payroll",
    "led": "the customer is led by somebody else",
    "night": "payments at night",
    "lodging-cars": "lodging and cars",
    "employers": "{employers} employers within {days} days",
    "wage-leaves": "{times} times within a day of the wage",
    "one-device": "several accounts are reached through one device and pay one account",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A rule that fired: on which account, because of which rows in time order, and why.

    The rows of R10 are those of shipments.
    """

    rule: Rule
    subject: str
    rows: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()
    version: str = VERSION

    @property
    def is_of_control(self) -> bool:
        """True where it may be about somebody who is controlled."""
        return self.rule.is_of_control

    @property
    def why(self) -> str:
        """The reasons in plain words."""
        reasons = ", ".join(reason.words for reason in self.reasons)
        what = f"{self.rule.sentence}: {reasons}" if reasons else self.rule.sentence
        return f"{what}. {self.rule.source}. A sign with reasons, not a finding."


def flag(rule: Rule, subject: str, movements: Iterable[Movement], *reasons: Reason) -> Flag:
    """The flag of this rule on this account."""
    ordered = sorted(movements, key=lambda one: (one.time, one.row))
    return Flag(rule=rule, subject=subject, rows=tuple(one.row for one in ordered), reasons=reasons)
