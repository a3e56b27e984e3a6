"""Which role may use which route: one table, and what is not in it does not start.

A role that stands nowhere in a row is refused. The table says who may knock;
what they then see is decided by access, clearance and policy, each in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

from passerelle.core.clearance import readable_purposes
from passerelle.core.purpose import Purpose
from passerelle.core.retention import HOLD_SETTERS
from passerelle.core.role import Role

EVERYONE = frozenset(Role)
CASE_READERS = EVERYONE - {Role.ADMINISTRATOR, Role.COUNSEL, Role.INTERPRETER}
RELEASERS = frozenset(
    {
        Role.INVESTIGATOR,
        Role.LIAISON_OFFICER,
        Role.SINGLE_POINT_OF_CONTACT,
        Role.MAGISTRATE,
        Role.LIAISON_MAGISTRATE,
        Role.FINANCIAL_INVESTIGATOR,
        Role.ASSET_RECOVERY,
    }
)
ASKERS = (RELEASERS - {Role.MAGISTRATE, Role.LIAISON_MAGISTRATE}) | {Role.ANALYST}
# An officer at the border asks about the number in hand, and about nothing else (rule 20).
NUMBER_ASKERS = ASKERS | {Role.CUSTOMS_OR_BORDER_OFFICER}
# Those who meet a document at work; it is no tool of help, rescue or oversight.
DOCUMENT_CHECKERS = ASKERS | {Role.CUSTOMS_OR_BORDER_OFFICER, Role.CENTRE_OPERATOR}
# Those who work with money in a case; those who hold people's needs never do, and the reverse.
MONEY_READERS = RELEASERS | {Role.ANALYST}
TRAINED = frozenset({Role.VICTIM_SUPPORT_WORKER})
# Whoever asks another service; the contact point and those who stand in for it answer.
REQUESTERS = RELEASERS
REQUEST_ANSWERERS = frozenset(
    {Role.SINGLE_POINT_OF_CONTACT, Role.LIAISON_OFFICER, Role.MAGISTRATE, Role.LIAISON_MAGISTRATE}
)
REQUEST_READERS = REQUESTERS | {Role.ANALYST, Role.CENTRE_OPERATOR}
REQUEST_COUNTERS = frozenset({Role.SINGLE_POINT_OF_CONTACT, Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR})
# A foreign order is recognised, carried out or refused by a magistrate alone.
ORDER_DECIDERS = frozenset({Role.MAGISTRATE, Role.LIAISON_MAGISTRATE})
HOLDERS = frozenset().union(*HOLD_SETTERS.values())
# Objections come to whoever speaks for the issuing State, or to data protection, which alone decides them.
OBJECTING = frozenset({Role.SINGLE_POINT_OF_CONTACT, Role.DATA_PROTECTION_OFFICER})
SUPERVISORS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR})


@dataclass(frozen=True, slots=True)
class Granted:
    """The role may use the route."""


@dataclass(frozen=True, slots=True)
class Denied:
    """The role may not use the route."""

    route: str
    role: Role


# A permission has two shapes and no truth value: callers match on it.
Permission = Granted | Denied

# Routes that a person reaches before anybody knows who they are; none shows data.
OPEN_ROUTES = frozenset({"desk:asset", "desk:sign-in", "desk:preferences", "desk:signed-out"})

ROUTES: dict[str, frozenset[Role]] = {
    "desk:home": EVERYONE,
    "desk:duty": EVERYONE,
    "desk:sign-out": EVERYONE,
    "desk:profile": EVERYONE,
    "desk:inbox": CASE_READERS,
    "desk:inbox-waiting": CASE_READERS,
    "desk:notice-act": CASE_READERS,
    "desk:cases": CASE_READERS,
    "desk:case": CASE_READERS,
    "desk:case-enter": CASE_READERS,
    "desk:case-leave": CASE_READERS,
    "desk:money": MONEY_READERS,
    "desk:ledger-add": ASKERS,
    "desk:ledger-map": ASKERS,
    "desk:ledger-mapping": MONEY_READERS,
    "desk:ledger-end": ASKERS,
    "desk:money-note": MONEY_READERS,
    "desk:money-choose": ASKERS,
    "desk:money-say": ASKERS,
    "desk:money-trace": MONEY_READERS,
    "desk:money-rules": MONEY_READERS,
    "desk:money-account": ASKERS,
    "desk:money-shipment": ASKERS,
    "desk:money-flags": ASKERS,
    "desk:money-place": ASKERS,
    "desk:freeze-ask": MONEY_READERS,
    "desk:freeze-act": MONEY_READERS,
    "desk:money-export": MONEY_READERS,
    "desk:money-papers": RELEASERS,
    "desk:identification": TRAINED,
    "desk:identification-act": TRAINED,
    "desk:requests": REQUEST_READERS,
    "desk:request-new": REQUEST_READERS,
    "desk:request": REQUEST_READERS,
    "desk:request-step": REQUESTERS,
    "desk:request-answer": REQUEST_ANSWERERS,
    "desk:request-copy": REQUEST_READERS,
    "desk:request-act": REQUEST_READERS,
    "desk:liaison": REQUEST_ANSWERERS,
    "desk:contact-end": REQUEST_ANSWERERS,
    "desk:entity": CASE_READERS,
    "desk:group": CASE_READERS,
    "desk:search": CASE_READERS,
    "desk:document": DOCUMENT_CHECKERS,
    "desk:series": DOCUMENT_CHECKERS,
    "desk:series-confirm": DOCUMENT_CHECKERS,
    "desk:series-undo": DOCUMENT_CHECKERS,
    "desk:objections": OBJECTING,
    "desk:exhibit": CASE_READERS,
    "desk:exhibit-receive": CASE_READERS,
    "desk:exhibit-verify": CASE_READERS,
    "desk:exhibit-content": CASE_READERS,
    "desk:conversation": ASKERS,
    "desk:release": RELEASERS,
    "desk:explain": CASE_READERS,
    "desk:recall": RELEASERS,
    "desk:correct": RELEASERS,
    "desk:restrict": RELEASERS,
    "desk:propose": RELEASERS,
    "desk:proposal": RELEASERS,
    "desk:owed": RELEASERS,
    "desk:resolution": ASKERS,
    "desk:pair": ASKERS,
    "desk:pair-undo": ASKERS,
    "desk:hold": HOLDERS,
    "desk:hold-lift": HOLDERS,
    "desk:partners": EVERYONE,
    "desk:agreements": EVERYONE,
    "desk:agreement": EVERYONE,
    "desk:journal": SUPERVISORS,
}


def permission(route: str, role: Role) -> Permission:
    """Whether this role may use the route; a route that is not in the table is refused to all."""
    if route in OPEN_ROUTES or role in ROUTES.get(route, frozenset()):
        return Granted()
    return Denied(route, role)


def duty_purposes(role: Role) -> tuple[Purpose, ...]:
    """The purposes for which this role may open a duty operation, in the order of the closed list."""
    readable = readable_purposes(role)
    return tuple(purpose for purpose in Purpose if purpose in readable)
