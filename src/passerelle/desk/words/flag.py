"""Words for the published red flags: what each looks for, what it asks, why it fired, what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.analysis.money.flag.flags import Input
from passerelle.analysis.money.flag.movement import Channel, What
from passerelle.analysis.money.flag.rule import Rule
from passerelle.analysis.money.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = {
    Rule.R1: _("many unrelated payers from different places pay one account at an embarkation place"),
    Rule.R2: _("many unrelated payers in different places pay into one account far from its holder's home"),
    Rule.R3: _("cash is paid in and leaves at once to embarkation places, again and again"),
    Rule.R4: _("a holder whose business takes no cash often changes small notes for large ones"),
    Rule.R5: _("several unrelated customers wire money to one account"),
    Rule.R6: _("deposits are much larger than those of others in the same profession"),
    Rule.R7: _("much cash is paid in, although the business takes none"),
    Rule.R8: _("things of value are often bought with cash"),
    Rule.R9: _("boats, engines, lifejackets and equipment are bought in an unusual way"),
    Rule.R10: _("boats or engines come from one country, are stored in a second and called to the coast"),
    Rule.R11: _("several signs of sexual exploitation stand together on one account"),
    Rule.R12: _("several signs of forced work stand together on one account"),
    Rule.R13: _("wages of several employers go to one account, or wages leave at once to another"),
    Rule.R14: _("accounts that share a device or a phone all pay one account"),
}
"""What each rule looks for."""

ASKS = {
    Rule.R1: _(
        "%(senders)s unrelated payers from %(places)s places within %(within)s days, %(journey)s in all,"
        " paid out at an embarkation place, no business"
    ),
    Rule.R2: _(
        "%(senders)s unrelated payers in %(places)s places within %(within)s days, %(journey)s in all,"
        " paid in where the holder neither lives nor works"
    ),
    Rule.R3: _(
        "cash, and within %(cash_wire_days)s days a wire to an embarkation place, to %(cash_wires)s accounts,"
        " %(journey)s in all"
    ),
    Rule.R4: _(
        "%(exchanges)s exchanges and %(exchanged)s within %(within)s days, the business takes no cash"
    ),
    Rule.R5: _("%(senders)s unrelated customers within %(within)s days, %(journey)s in all, no business"),
    Rule.R6: _(
        "%(deviations)s standard deviations above %(peers)s others of the profession, by %(journey)s at least"
    ),
    Rule.R7: _(
        "%(cash_deposits)s cash deposits and %(cash_total)s within %(within)s days,"
        " the business takes no cash"
    ),
    Rule.R8: _("%(assets)s times and %(assets_total)s in cash within %(assets_within)s days"),
    Rule.R9: _(
        "two kinds of boating goods within %(boat_within)s days with %(boat_signs)s of: cash, %(lifejackets)s"
        " lifejackets, the same shop, no delivery address; a boat, an engine or as many lifejackets among"
        " them; no maritime business"
    ),
    Rule.R10: _("from one country into store in a second, then from there to an embarkation place"),
    Rule.R11: _(
        "%(control_signs)s of eight signs within %(within)s days, one of them more than a journey has"
    ),
    Rule.R12: _("%(control_signs)s of four signs within %(within)s days"),
    Rule.R13: _(
        "wages of %(employers)s employers within %(wage_days)s days, or wages that leave within a day to one"
        " account, %(wage_exits)s times"
    ),
    Rule.R14: _(
        "%(sharers)s accounts that are reached through one device or phone pay one account,"
        " %(sharer_payments)s times each and for no purchase"
    ),
}
"""What each rule asks for, with the numbers of its parameters."""

REASONS = {
    "payers": _("%(payers)s payers within %(days)s days"),
    "payers-places": _("%(payers)s payers from %(places)s places within %(days)s days"),
    "cash-then-wire": _("%(times)s times within %(days)s days of the cash"),
    "times": _("%(times)s times within %(days)s days"),
    "above-peers": _("%(own)s where %(others)s others of the profession have %(usual)s on average"),
    "deposits": _("%(deposits)s deposits within %(days)s days"),
    "cash": _("paid in cash"),
    "lifejackets": _("%(number)s lifejackets"),
    "same-shop": _("the same shop again"),
    "no-address": _("no delivery address"),
    "adverts": _("frequent payments for advertisements"),
    "towns": _("short stays in several towns"),
    "tickets": _("many tickets"),
    "rides": _("many rides"),
    "meals": _("small meals again and again"),
    "beauty": _("beauty shops again and again"),
    "after-hours": _("venues paid by card after hours"),
    "virtual-currency": _("small purchases of virtual currency"),
    "no-payroll": _("no payroll"),
    "led": _("the customer is led by somebody else"),
    "night": _("payments at night"),
    "lodging-cars": _("lodging and cars"),
    "employers": _("%(employers)s employers within %(days)s days"),
    "wage-leaves": _("%(times)s times within a day of the wage"),
    "one-device": _("several accounts are reached through one device and pay one account"),
}
INPUTS = {
    Input.PLACES: _("a list of embarkation places"),
    Input.CHANNELS: _("the channel of each transfer"),
    Input.EXCHANGES: _("exchanges of notes"),
    Input.OBJECTS: _("what was paid for"),
    Input.ASSETS: _("which transfers paid for things of value"),
    Input.WAGES: _("which transfers are wages"),
    Input.HOMES: _("where the holders live and work"),
    Input.PROFESSIONS: _("the professions of holders"),
    Input.CASH_BUSINESS: _("which holders' business takes no cash"),
    Input.COUNTER_NOTES: _("payroll and counter notes"),
    Input.DEVICES: _("the devices of accounts"),
    Input.SHIPMENTS: _("shipments"),
}
CHANNELS = {
    Channel.CASH: _("cash"),
    Channel.WIRE: _("wire"),
    Channel.CARD: pgettext_lazy("payment", "card"),
    Channel.EXCHANGE: _("exchange of notes"),
    Channel.WALLET: _("wallet"),
    Channel.BROKER: _("broker"),
}
OBJECTS = {
    What.WAGES: _("wages"),
    What.LODGING: _("lodging"),
    What.ADVERT: _("advertisement"),
    What.TICKETS: _("tickets"),
    What.TAXI: _("rides"),
    What.FAST_FOOD: _("small meals"),
    What.BEAUTY: _("beauty shop"),
    What.VENUE: _("bar or club"),
    What.VIRTUAL_CURRENCY: _("virtual currency"),
    What.CAR_HIRE: _("car hire"),
    What.ASSET: _("thing of value"),
    What.BOAT: _("boat"),
    What.ENGINE: _("engine"),
    What.LIFEJACKETS: _("lifejackets"),
    What.BOAT_EQUIPMENT: _("boat equipment"),
}
BUSINESSES = {
    "shop": _("shop"),
    "transport": _("transport"),
    "travel": _("travel agency"),
    "lodging": _("lodging"),
    "fishing": _("fishing"),
    "boating": _("boating"),
    "marine-trade": _("trade in boats"),
    "rescue": _("rescue at sea"),
    "other": _("another business"),
}
PATTERNS = {
    Kind.CYCLE: _(
        "money comes back to where it left: %(transfers)s transfers by %(payers)s accounts to %(paid)s,"
        " within %(days)s days"
    ),
    Kind.STRUCTURING: _(
        "amounts stay just below a threshold: %(transfers)s transfers by %(payers)s accounts to %(paid)s,"
        " within %(days)s days"
    ),
}


def said_of(said: Mapping[str, Any]) -> str:
    """What a rule or a search found, in the language of the reader; empty where it is not known in parts."""
    if said.get("kind") in list(Kind):
        return str(PATTERNS[Kind(said["kind"])] % said["numbers"]) if Kind(said["kind"]) in PATTERNS else ""
    if said.get("rule") not in list(Rule):
        return ""
    rule = Rule(said["rule"])
    reasons = ", ".join(str(REASONS[key] % numbers) for key, numbers in said["reasons"] if key in REASONS)
    what = say("%(what)s: %(why)s") % {"what": RULES[rule], "why": reasons} if reasons else str(RULES[rule])
    subject = f"{said['subject']}: " if said.get("subject") else ""
    return f"{subject}{what}. {rule.source}. {say('A sign with reasons, not a finding.')}"
