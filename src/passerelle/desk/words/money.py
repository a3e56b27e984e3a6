"""Words for ledgers and their money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from passerelle.casework.identifying import Outcome
from passerelle.casework.money_flow import Grouping
from passerelle.core.freeze import FreezeKind, FreezeState

GROUPINGS = {
    Grouping.ACCOUNT: _("account"),
    Grouping.COUNTRY: _("country of the account"),
    Grouping.CHANNEL: _("channel"),
}
PARTS = {
    "source": _("Who pays"),
    "target": _("Who is paid, or the other side"),
    "amount": _("Amount"),
    "debit": _("Amount paid out"),
    "credit": _("Amount paid in"),
    "time": _("Date"),
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
