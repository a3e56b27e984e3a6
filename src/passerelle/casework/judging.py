"""What may go to a partner, statement by statement: policy, permissions, and who must not be harmed by it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.agreements import restricting
from passerelle.casework.consents import as_permission, consents_for
from passerelle.casework.partners import own
from passerelle.casework.permissions import permissions_of
from passerelle.casework.reading import readable_statements
from passerelle.casework.signature import require_signed
from passerelle.core.country_status import CountryTable, country_table, demonstration_table
from passerelle.core.decision import Decision, Refuse
from passerelle.core.item_permission import Cover
from passerelle.core.policy import decide
from passerelle.core.protective import ProtectiveKind, ProtectiveState
from passerelle.core.refusal_reason import RefusalReason
from passerelle.protection.shielding import is_shielded
from passerelle.store.models import ProtectiveState as StateRow
from passerelle.store.models import Statement as StatementRow
from passerelle.store.protection import protected as protected_entities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.item_permission import ItemPermission
    from passerelle.core.marking import Marking
    from passerelle.core.party import Party
    from passerelle.core.statement import Statement
    from passerelle.protocol.messages.consent import SignedConsent


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One statement and whether it may go."""

    statement: Statement
    marking: Marking
    decision: Decision
    shielded: bool  # its value is shown to nobody


def judge(
    env: Env, access: Access, entities: Sequence[str], recipient: Party, agreement: Agreement
) -> list[Judged]:
    """A decision for each statement about these entities, and about their links, that the reader may see."""
    require_signed(env, agreement, own(env).party, recipient)
    return weigh(env, access, entities, recipient, [agreement])


def weigh(
    env: Env, access: Access, entities: Sequence[str], recipient: Party, agreements: Sequence[Agreement]
) -> list[Judged]:
    """The same decisions under any agreements, signed or not, or under none: for an explanation alone."""
    sender = own(env).party
    found = readable_statements(env, access, [*entities, *_links(env, entities)])
    ends = {statement.value for statement, _, row in found if row.reference}
    about = {statement.entity for statement, _, _ in found}
    now = env.now()
    protected = protected_entities(env.database, about | ends, now)
    hidden = {one.entity for one, _, row in found if row.reference and one.value in protected}
    permissions = permissions_of(env, {statement.record for statement, _, _ in found})
    others = restricting(env, sender, recipient, now, besides=agreements)
    consents = consents_for(env, {statement.id for statement, _, _ in found}, recipient.service)
    exceptions = _Exceptions(_states(env, about), permissions, consents)
    judging = _Judging(now, sender, recipient, _Terms(agreements, others), exceptions, case=access.reference)
    return [
        Judged(
            statement=statement,
            marking=marking,
            shielded=is_shielded(statement, marking, protected=statement.entity in protected)
            or (row.reference and statement.value in protected),
            decision=judging.hidden(statement, marking, protected, hidden)
            or judging.decide(statement, marking),
        )
        for statement, marking, row in found
    ]


@dataclass(frozen=True, slots=True)
class _Exceptions:
    """What makes one person's or one record's decision another than its like's."""

    states: Mapping[str, tuple[ProtectiveState, ...]]
    permissions: Mapping[str, tuple[ItemPermission, ...]]
    consents: Mapping[str, SignedConsent]  # by statement


@dataclass(frozen=True, slots=True)
class _Terms:
    """The agreements that may permit, and the others in force, which may only forbid."""

    permitting: Sequence[Agreement]
    restricting: Sequence[Agreement]


class _Judging:
    """One sender, one recipient, one agreement, one instant; equal questions are decided once."""

    def __init__(
        self,
        at: datetime,
        sender: Party,
        recipient: Party,
        terms: _Terms,
        exceptions: _Exceptions,
        *,
        case: str,
    ) -> None:
        self._at = at
        self._table = table_for(sender)
        self._sender = sender
        self._recipient = recipient
        self._terms = terms
        self._exceptions = exceptions
        self._case = case
        self._known: dict[tuple[str, str, str], Decision] = {}

    def hidden(
        self, statement: Statement, marking: Marking, protected: frozenset[str], links: set[str]
    ) -> Refuse | None:
        """A refusal where the value, or the other end of the link, tells who a protected person is."""
        # A link to somebody under protection says who they are, whatever it says of itself.
        if statement.entity in links or is_shielded(
            statement, marking, protected=statement.entity in protected
        ):
            return Refuse(RefusalReason.PROTECTED_IDENTITY, "rule 1")
        own = marking.owner == self._sender.service
        if not own and statement.id not in self._exceptions.consents:
            # Only its owner's signed consent lets it go on, and it goes as it came.
            return Refuse(RefusalReason.NO_ORIGINATOR_CONSENT, "rule 4")
        return None

    def decide(self, statement: Statement, marking: Marking) -> Decision:
        """What policy says; the answer depends on the person only where a state or a permission holds."""
        states = self._exceptions.states.get(statement.entity, ())
        permissions = self._exceptions.permissions.get(statement.record, ())
        consent = self._exceptions.consents.get(statement.id)
        if consent is not None:
            permissions = (*permissions, as_permission(consent))
        if states or permissions:
            return self._decide(statement, marking, states, permissions)
        key = (statement.marking, statement.schema, statement.prop)
        if key not in self._known:
            self._known[key] = self._decide(statement, marking, (), ())
        return self._known[key]

    def _decide(
        self,
        statement: Statement,
        marking: Marking,
        states: tuple[ProtectiveState, ...],
        permissions: tuple[ItemPermission, ...],
    ) -> Decision:
        return decide(
            sender=self._sender,
            recipient=self._recipient,
            agreements=self._terms.permitting,
            restricting=self._terms.restricting,
            marking=marking,
            schema=statement.schema,
            prop=statement.prop,
            at=self._at,
            record=statement.record,
            permissions=permissions,
            states=states,
            case=self._case,
            table=self._table,
        )


def decision_then(
    env: Env, statement: Statement, marking: Marking, recipient: Party, agreement: Agreement, at: datetime
) -> Decision:
    """What policy says of a statement of ours at an earlier instant, by the permissions of that instant."""
    sender = own(env).party
    permissions = permissions_of(env, [statement.record])
    exceptions = _Exceptions(_states(env, {statement.entity}), permissions, {})
    terms = _Terms([agreement], restricting(env, sender, recipient, at, besides=[agreement]))
    # A derogation is for one case: the one in which it was given is the one in which it left.
    given = permissions.get(statement.record, ())
    case = next((one.case for one in given if Cover.DEROGATION in one.covers), "")
    return _Judging(at, sender, recipient, terms, exceptions, case=case).decide(statement, marking)


def table_for(sender: Party) -> CountryTable:
    """The table of countries; a service of the invented world has the invented one, where no State is."""
    invented = demonstration_table()
    return invented if sender.country in invented.countries else country_table()


def _links(env: Env, entities: Sequence[str]) -> list[str]:
    """The links that name one of these entities, such as a membership or an ownership."""
    named = StatementRow.objects.using(env.database).filter(
        reference=True, value__in=list(entities), state=StatementRow.State.LIVE
    )
    return sorted(set(named.values_list("entity", flat=True)) - set(entities))


def _states(env: Env, entities: set[str]) -> dict[str, tuple[ProtectiveState, ...]]:
    found: defaultdict[str, list[ProtectiveState]] = defaultdict(list)
    for row in StateRow.objects.using(env.database).filter(person__in=entities).order_by("since", "id"):
        found[row.person].append(ProtectiveState(ProtectiveKind(row.kind), row.since, row.until))
    return {person: tuple(states) for person, states in found.items()}
