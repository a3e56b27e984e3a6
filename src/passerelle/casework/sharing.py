"""Release, recall and offer: what leaves this node, under which clause, and who has it.

The preview and the release make the same decisions; the release makes them
again inside its transaction. Nothing leaves without a named officer and a
reason (rule 8), and each recipient gets an envelope of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.agreements import UnknownAgreementError, agreement_of
from passerelle.casework.dispatch import NotTheOwnerError, check_owner, form, item, recall_from, send
from passerelle.casework.journaling import consulted, record
from passerelle.casework.judging import judge
from passerelle.casework.key_changes import require_confirmed
from passerelle.casework.partners import partner
from passerelle.casework.passing_on import pass_on
from passerelle.casework.posting import put
from passerelle.casework.reading import require_in_reach
from passerelle.casework.way_in import require_may_send
from passerelle.casework.witnessed import require_witnessed
from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Offer, OfferItem, Release, ReleaseItem
from passerelle.protocol.messages.kind import Kind
from passerelle.store.models import Disclosure, Node, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.casework.judging import Judged
    from passerelle.casework.partners import Partner
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.redaction import Removed

IN_ONE_ENVELOPE = 200


class NothingToReleaseError(PasserelleError):
    """No statement chosen may go to this recipient, or there is no recipient; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "nothing of this may go there; nothing was sent. The preview says why for each fact."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of a preview: it goes under a clause, or it stays for a reason."""

    statement: str
    record: str
    version: int
    entity: str
    schema: str
    prop: str
    value: str  # "" where the value identifies somebody under protection
    decision: Decision
    removed: tuple[Removed, ...]  # what the form that leaves no longer holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Exactly what leaves for this recipient, and why each other statement stays."""

    recipient: str  # node id
    recipient_name: str
    agreement: str
    lines: tuple[Line, ...]

    @property
    def leaving(self) -> tuple[Line, ...]:
        """The lines that go."""
        return tuple(line for line in self.lines if isinstance(line.decision, Permit))

    @property
    def staying(self) -> tuple[Line, ...]:
        """The lines that stay."""
        return tuple(line for line in self.lines if not isinstance(line.decision, Permit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was put in the outbox for one recipient."""

    recipient: str
    messages: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One version of a record at one recipient."""

    recipient: str  # node id
    recipient_name: str
    version: int
    clause: str
    sent_at: datetime
    received_at: datetime | None
    recall_asked_at: datetime | None
    recall_confirmed_at: datetime | None
    recall_outcome: str  # what the recipient said came of it


def preview(env: Env, access: Access, *, entities: Sequence[str], recipient: str, agreement: str) -> Preview:
    """What would go to this node under this agreement; nothing is sent and the reading is journalled."""
    to, terms = partner(env, recipient), _agreement(env, agreement)
    judged = judge(env, access, entities, to.party, terms)
    consulted(env, access, subjects=entities, reference=agreement)
    return Preview(
        recipient=to.node,
        recipient_name=to.name,
        agreement=agreement,
        lines=tuple(_line(env, to, one) for one in judged),
    )


def release(
    env: Env,
    access: Access,
    *,
    entities: Sequence[str],
    recipients: Sequence[str],
    agreement: str,
    only: Collection[str] | None = None,
) -> tuple[Sent, ...]:
    """What may go is in the outbox, for each recipient apart; `only` are the statements that were chosen."""
    require_may_send(access, Kind.RELEASE)
    require_witnessed(env)
    if not recipients:
        raise NothingToReleaseError
    terms = _agreement(env, agreement)
    with transaction.atomic(using=env.database):
        return tuple(
            _release_to(env, access, partner(env, one), terms, entities, only)
            for one in dict.fromkeys(recipients)
        )


def recall(env: Env, access: Access, record_id: str) -> tuple[str, ...]:
    """The ids of the recalls put to every recipient that has, or may still get, the record."""
    require_may_send(access, Kind.RECALL)
    require_in_reach(env, access, record_id)
    with transaction.atomic(using=env.database):
        check_owner(env, [record_id])
        ledger = Disclosure.objects.using(env.database).filter(record=record_id, recall_confirmed_at=None)
        nodes = sorted(set(ledger.values_list("recipient", flat=True)))
        if not nodes:
            raise NotTheOwnerError
        return tuple(recall_from(env, access, record_id, node) for node in nodes)


def offer(env: Env, access: Access, *, hit: str, node: str, agreement: str, records: Sequence[str]) -> str:
    """The id of the offer: record ids and kinds without values, after the hit message of that id."""
    require_may_send(access, Kind.OFFER)
    require_witnessed(env)
    with transaction.atomic(using=env.database):
        check_owner(env, records)
        terms, to = _agreement(env, agreement), partner(env, node)
        rows = Statement.objects.using(env.database).filter(record__in=records, state=Statement.State.LIVE)
        entities = sorted(set(rows.values_list("entity", flat=True)))
        permitted = [
            one
            for one in judge(env, access, entities, to.party, terms)
            if one.statement.record in records and isinstance(one.decision, Permit)
        ]
        if not permitted:
            raise NothingToReleaseError
        items = tuple(
            OfferItem(one.statement.record, one.statement.schema, one.statement.prop) for one in permitted
        )
        name = put(env, to.node, Offer(hit, items), agreement=terms.id, case=access.reference)
        record(env, access, Act.DISCLOSURE, subjects=entities, recipients=[to.node], reference=name)
    return name


def sharing_state(env: Env, access: Access, record_id: str) -> tuple[Share, ...]:
    """Who has which version of the record, and who confirmed that it is recalled."""
    require_in_reach(env, access, record_id)
    rows = Disclosure.objects.using(env.database).filter(record=record_id)
    names = dict(Node.objects.using(env.database).values_list("id", "name"))
    consulted(env, access, subjects=(), reference=record_id)
    return tuple(
        Share(
            recipient=row.recipient,
            recipient_name=names.get(row.recipient, ""),
            version=row.version,
            clause=row.clause,
            sent_at=row.at,
            received_at=row.received_at,
            recall_asked_at=row.recall_asked_at,
            recall_confirmed_at=row.recall_confirmed_at,
            recall_outcome=row.recall_outcome,
        )
        for row in rows.order_by("recipient", "version", "id")
    )


def _agreement(env: Env, agreement: str) -> Agreement:
    found = agreement_of(env, agreement)
    if found is None:
        raise UnknownAgreementError
    return found


def _line(env: Env, to: Partner, one: Judged) -> Line:
    statement = one.statement
    match one.decision:
        case Permit():
            removed = form(env, to, statement).removed
        case Refuse():
            removed = ()
    return Line(
        statement=statement.id,
        record=statement.record,
        version=statement.version,
        entity=statement.entity,
        schema=statement.schema,
        prop=statement.prop,
        value="" if one.shielded else statement.value,
        decision=one.decision,
        removed=removed,
    )


def _release_to(
    env: Env,
    access: Access,
    to: Partner,
    terms: Agreement,
    entities: Sequence[str],
    only: Collection[str] | None,
) -> Sent:
    require_confirmed(env, to.node)
    going: list[ReleaseItem] = []
    others: list[Judged] = []
    for one in judge(env, access, entities, to.party, terms):
        match one.decision:
            case Permit() if only is not None and one.statement.id not in only:
                continue
            case Permit(clause) if one.marking.owner == env.service:
                going.append(item(env, to, terms, clause, one))
            case Permit():
                others.append(one)
            case Refuse():
                continue
    if not (going or others):
        raise NothingToReleaseError
    portions = [going[at : at + IN_ONE_ENVELOPE] for at in range(0, len(going), IN_ONE_ENVELOPE)]
    messages = tuple(send(env, access, to, terms, Release(tuple(portion))) for portion in portions)
    passed = pass_on(env, access, to, terms, others)
    return Sent(recipient=to.node, messages=messages + passed, statements=len(going) + len(others))
