"""Words for ledgers and their money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Period, Way
from passerelle.casework.identifying import Outcome
from passerelle.casework.money_selection import Grouping
from passerelle.core.freeze import FreezeKind, FreezeState, OrderAnswer

GROUPINGS = {
    Grouping.ACCOUNT: _("account"),
    Grouping.PERSON: _("holder, by the mark you gave"),
    Grouping.COUNTRY: _("country of the account"),
    Grouping.CHANNEL: _("channel"),
}
PARTS = {
    "source": _("Who pays"),
    "target": _("Who is paid, or the other side"),
    "amount": _("Amount"),
    "debit": _("Amount paid out"),
    "credit": _("Amount paid in"),
    "side": _("Word for debit or credit"),
    "time": _("Date"),
    "clock": _("Time of day"),
    "balance": _("Balance after the row"),
    "number": _("Number of the entry"),
    "owner": _("Whose statement the row is of"),
    "currency": _("Currency"),
    "reference": _("Reference"),
    "text": _("Text"),
    "channel": _("Channel"),
    "paid_in": _("Place where it was paid in"),
    "paid_out": _("Place where it was paid out"),
    "what": _("What was paid for"),
}
IDENTIFICATION = {
    Outcome.HELP_OFFERED: _("help was offered"),
    Outcome.REFERRED: _("referred to a support service"),
    Outcome.NO_SIGN: _("no sign after a closer look"),
}
FREEZES = {
    FreezeKind.POSTPONEMENT: _("postponement by a financial intelligence unit"),
    FreezeKind.FREEZING: _("freezing certificate"),
}
FREEZE_STATES = {
    FreezeState.ASKED: _("asked, nothing is held yet"),
    FreezeState.HOLDING: _("the money is held"),
    FreezeState.EXPIRED: _("expired"),
    FreezeState.ENDED: _("ended"),
}
ANSWERS = {
    OrderAnswer.HELD: _("the sum is held"),
    OrderAnswer.HELD_IN_PART: _("a part of the sum is held"),
    OrderAnswer.NOT_FOUND: _("no such account"),
    OrderAnswer.EMPTY: _("nothing is in the account"),
    OrderAnswer.REFUSED: _("not carried out; the bank writes why itself"),
}
WAYS = {
    Way.FORWARDS: _("forwards: where it went"),
    Way.BACKWARDS: _("backwards: where it came from"),
}
ACCOUNTINGS = {
    Accounting.PROPORTIONAL: _("proportional: every payment carries the same share as the account holds"),
    Accounting.FIRST_IN_FIRST_OUT: _("first in, first out: what came first leaves first"),
    Accounting.LOWEST_INTERMEDIATE_BALANCE: _("lowest intermediate balance: other money leaves first"),
}
PERIODS = {Period.DAY: _("day"), Period.MONTH: _("month"), Period.YEAR: _("year")}
