"""Why something was sent to a partner, or was not: the decision itself, asked again and shown.

Nothing here decides. What leaves under an agreement is `judging.judge`, which
a release asks too; why it left is the ledger, beside what policy says of that
instant; who may send it and whether it is taken are rows of the permission
table. Nothing is sent, and the reading is journalled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of, agreements
from passerelle.casework.journaling import consulted
from passerelle.casework.judging import Judged, decision_then, weigh
from passerelle.casework.partners import own, partner
from passerelle.casework.signature import unsigned
from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import allowed, may_come_from, way_in
from passerelle.protocol.messages.kind import Kind
from passerelle.store import convert
from passerelle.store.models import Disclosure, Officer, Outbox, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.casework.partners import Partner
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.role import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one agreement says now; `unsigned` names who has still to sign it before anything leaves."""

    agreement: str  # "" where no agreement joins the two services
    title: str
    decision: Decision
    unsigned: tuple[str, ...]

    @property
    def goes(self) -> bool:
        """Whether a release under this agreement would carry the statement at this instant."""
        return isinstance(self.decision, Permit) and not self.unsigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One time the record left, from the ledger, and what policy says of that instant."""

    version: int
    at: datetime
    officer: str  # name
    agreement: str
    clause: str
    then: Decision | None  # None where that version or agreement is not held any more
    state: str  # of the message: pending, received, refused
    received_at: datetime | None
    recall_asked_at: datetime | None
    recall_confirmed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One statement: when it was sent there, and what each agreement says of sending it now."""

    statement: str
    record: str
    version: int
    schema: str
    prop: str
    sent: tuple[Sending, ...]
    now: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The statements, and the permission table: who may send here, and whether it is taken from us."""

    recipient: str  # node id
    recipient_name: str
    lines: tuple[Explained, ...]
    senders: tuple[Role, ...]
    reader: Decision  # whether the reader may have a release sent
    taken: Decision  # whether a release is taken from a service of our kind


def explain(
    env: Env, access: Access, *, entities: Sequence[str], recipient: str, agreement: str = ""
) -> Explanation:
    """Why each statement about these entities was sent to this node, or was not; by one agreement or all."""
    to, ours = partner(env, recipient), own(env).party
    asked = [one for one in agreements(env) if agreement in {"", one.id} and one.joins(ours, to.party)]
    verdicts = _verdicts(env, access, entities, to, asked)
    sent = _sent(env, to, list(verdicts))
    consulted(env, access, subjects=entities, reference=f"explain {to.node}")
    row = way_in(EntryKind.MESSAGE, Kind.RELEASE)
    return Explanation(
        recipient=to.node,
        recipient_name=to.name,
        lines=tuple(_line(one, found, sent) for one, found in verdicts.values()),
        senders=tuple(sorted(row.roles)),
        reader=allowed(
            EntryKind.MESSAGE, Kind.RELEASE, access.role, case=access.reference, reason=access.reason
        ),
        taken=may_come_from(Kind.RELEASE, ours.kind),
    )


def sentence(decision: Decision) -> str:
    """The decision in words for a terminal; the desk has its own, in the reader's language."""
    match decision:
        case Permit(clause):
            return f"permitted by clause {clause}"
        case Refuse(reason, clause):
            return f"{reason.sentence} ({clause})"


def _verdicts(
    env: Env, access: Access, entities: Sequence[str], to: Partner, asked: Sequence[Agreement]
) -> dict[str, tuple[Judged, list[Verdict]]]:
    """By statement: how it was judged, and the verdict of each agreement, or the one that there is none."""
    found: dict[str, tuple[Judged, list[Verdict]]] = {}
    for agreement in asked:
        missing = unsigned(env, agreement, own(env).party, to.party)
        for one in weigh(env, access, entities, to.party, [agreement]):
            verdict = Verdict(
                agreement=agreement.id, title=agreement.title, decision=one.decision, unsigned=missing
            )
            found.setdefault(one.statement.id, (one, []))[1].append(verdict)
    if not asked:
        for one in weigh(env, access, entities, to.party, []):
            verdict = Verdict(agreement="", title="", decision=one.decision, unsigned=())
            found[one.statement.id] = (one, [verdict])
    return found


def _line(one: Judged, verdicts: list[Verdict], sent: dict[str, list[Sending]]) -> Explained:
    statement = one.statement
    return Explained(
        statement=statement.id,
        record=statement.record,
        version=statement.version,
        schema=statement.schema,
        prop=statement.prop,
        sent=tuple(sent.get(statement.record, ())),
        now=tuple(verdicts),
    )


def _sent(env: Env, to: Partner, statements: list[str]) -> dict[str, list[Sending]]:
    records = Statement.objects.using(env.database).filter(id__in=statements).values("record")
    rows = Disclosure.objects.using(env.database).filter(recipient=to.node, record__in=records)
    ledger = list(rows.order_by("at", "id"))
    names = dict(Officer.objects.using(env.database).values_list("id", "name"))
    messages = Outbox.objects.using(env.database).filter(id__in={row.envelope for row in ledger})
    states = dict(messages.values_list("id", "state"))
    found: dict[str, list[Sending]] = {}
    for row in ledger:
        found.setdefault(row.record, []).append(
            Sending(
                version=row.version,
                at=row.at,
                officer=names.get(row.officer, ""),
                agreement=row.agreement,
                clause=row.clause,
                then=_then(env, to, row),
                state=states.get(row.envelope, ""),
                received_at=row.received_at,
                recall_asked_at=row.recall_asked_at,
                recall_confirmed_at=row.recall_confirmed_at,
            )
        )
    return found


def _then(env: Env, to: Partner, row: Disclosure) -> Decision | None:
    """What policy says of the version that left, at the instant at which it left."""
    versions = Statement.objects.using(env.database).filter(record=row.record, version=row.version)
    held = versions.filter(arrived_from="").exclude(salt=b"").first()
    terms = agreement_of(env, row.agreement)
    if held is None or terms is None:
        return None
    marking = convert.markings(env.database, [held.marking])[held.marking]
    return decision_then(env, convert.statement_value(held), marking, to.party, terms, row.at)
