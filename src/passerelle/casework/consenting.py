"""Consent to pass one item on (rule 4): a holder asks, the owner's people decide, item by item.

What the owner consents to is what it could release to that recipient itself,
by the same decision; and the recipient enters the owner's ledger at that
instant, so that a later correction or recall reaches it directly, whether
the holder has passed the item on by then or not.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.agreements import UnknownAgreementError, agreement_of
from passerelle.casework.dispatch import LEDGER, licence
from passerelle.casework.inbox import Outcome, decide_notice, one_notice
from passerelle.casework.journaling import record as journalled
from passerelle.casework.judging import judge
from passerelle.casework.partners import partner
from passerelle.casework.posting import put
from passerelle.casework.reading import readable_statements
from passerelle.casework.way_in import require_may_send
from passerelle.casework.witnessed import require_witnessed
from passerelle.core.decision import Permit
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import ConsentAnswer, ConsentRequest, Kind, RecallItem
from passerelle.protocol.messages.consent import Consent, SignedConsent
from passerelle.store.bulk import copy_many, stored_instant
from passerelle.store.models import Disclosure, Licence, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from passerelle.casework.access import Access
    from passerelle.casework.inbox import NoticeView
    from passerelle.casework.judging import Judged
    from passerelle.casework.partners import Partner
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env


class NothingToConsentError(PasserelleError):
    """None of the records may be asked about, or may go there; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "ask about what a partner released to you with onward transfer, and consent to what you could "
            "release there yourself; nothing was sent"
        )


def ask_consent(
    env: Env, access: Access, records: Sequence[str], recipient: str, *, note: str
) -> tuple[str, ...]:
    """The ids of the requests, one to each owner's node; `note` names nobody."""
    require_may_send(access, Kind.CONSENT_REQUEST)
    to = partner(env, recipient)
    asked: defaultdict[tuple[str, str], list[RecallItem]] = defaultdict(list)
    with transaction.atomic(using=env.database):
        entities: set[str] = set()
        for row in _received(env, access, records):
            terms = Licence.objects.using(env.database).filter(statement=row.id, onward=True).first()
            if terms is None or row.arrived_from == to.node:
                raise NothingToConsentError
            asked[row.arrived_from, terms.agreement].append(RecallItem(row.record, row.version))
            entities.add(row.entity)
        names = [
            put(
                env,
                node,
                ConsentRequest(to.node, tuple(items), note),
                agreement=agreement,
                case=access.reference,
            )
            for (node, agreement), items in sorted(asked.items())
        ]
        owners = sorted({node for node, _ in asked})
        for name in names:
            journalled(
                env, access, Act.DISCLOSURE, subjects=sorted(entities), recipients=owners, reference=name
            )
    return tuple(names)


def give_consent(
    env: Env,
    access: Access,
    notice: str,
    agreement: str,
    *,
    only: Collection[str] | None = None,
    note: str = "",
) -> int:
    """How many of the records asked about may go on; the row is done, and the holder is told."""
    require_witnessed(env)
    row = _asked(env, access, notice)
    holder, to, terms = (
        partner(env, row.facts["node"]),
        partner(env, row.facts["to"]),
        agreement_of(env, agreement),
    )
    if terms is None:
        raise UnknownAgreementError
    wanted = {name: version for name, version in row.facts["versions"] if only is None or name in only}
    with transaction.atomic(using=env.database):
        judged = _judged(env, access, to, terms, wanted)
        held = _held(env, holder, wanted)
        given = [(one, held[one.statement.record]) for one in judged if one.statement.record in held]
        if not given:
            raise NothingToConsentError
        signed = tuple(_sign(env, holder, to, terms, one, form) for one, form in given)
        name = _answer(env, access, row, signed, note)
        _enter(env, access, name, to, signed)
        subjects = sorted({one.statement.entity for one, _ in given})
        nodes = [holder.node, to.node]
        journalled(env, access, Act.DISCLOSURE, subjects=subjects, recipients=nodes, reference=name)
        decide_notice(env, access, notice, outcome=Outcome.CONFIRMED, reason=access.reason)
    return len(signed)


def decline_consent(env: Env, access: Access, notice: str, *, note: str = "") -> None:
    """Nothing goes on; the row is done, and the holder is told."""
    row = _asked(env, access, notice)
    with transaction.atomic(using=env.database):
        name = _answer(env, access, row, (), note)
        journalled(env, access, Act.DISCLOSURE, subjects=[], recipients=[row.facts["node"]], reference=name)
        decide_notice(env, access, notice, outcome=Outcome.REJECTED, reason=access.reason)


def _received(env: Env, access: Access, records: Sequence[str]) -> list[Statement]:
    """The standing versions of what partners released, each of which this officer may read."""
    wanted = set(records)
    rows = Statement.objects.using(env.database).filter(record__in=wanted, state=Statement.State.LIVE)
    entities = set(rows.exclude(arrived_from="").values_list("entity", flat=True))
    found = [row for one, _, row in readable_statements(env, access, entities) if one.record in wanted]
    if {row.record for row in found} != wanted or any(not row.arrived_from for row in found):
        raise AbsentError("record")
    return found


def _asked(env: Env, access: Access, notice: str) -> NoticeView:
    require_may_send(access, Kind.CONSENT)
    row = one_notice(env, access, notice)
    if row.kind is not NoticeKind.CONSENT_ASKED or row.done_at is not None:
        raise AbsentError("row")
    return row


def _judged(env: Env, access: Access, to: Partner, terms: Agreement, wanted: dict[str, int]) -> list[Judged]:
    """What of our own could be released there, in the version that was asked about."""
    rows = Statement.objects.using(env.database).filter(record__in=wanted, state=Statement.State.LIVE)
    entities = sorted(set(rows.filter(arrived_from="").values_list("entity", flat=True)))
    return [
        one
        for one in judge(env, access, entities, to.party, terms)
        if wanted.get(one.statement.record) == one.statement.version
        and one.marking.owner == env.service
        and isinstance(one.decision, Permit)
    ]


def _held(env: Env, holder: Partner, wanted: dict[str, int]) -> dict[str, str]:
    """The form of each record that the holder has, by the ledger."""
    ledger = Disclosure.objects.using(env.database).filter(recipient=holder.node, record__in=wanted)
    rows = ledger.filter(recall_asked_at=None).order_by("at", "id")
    return {
        record: statement
        for record, version, statement in rows.values_list("record", "version", "statement")
        if wanted[record] == version
    }


def _sign(env: Env, holder: Partner, to: Partner, terms: Agreement, one: Judged, form: str) -> SignedConsent:
    assert isinstance(one.decision, Permit)
    granted = licence(to, terms, one.decision.clause, one)
    consent = Consent(
        owner=env.service,
        node=env.node,
        holder=holder.party.service,
        recipient=to.party.service,
        record=one.statement.record,
        version=one.statement.version,
        statement=form,
        purpose=one.marking.purpose,
        agreement=terms.id,
        clause=one.decision.clause,
        given=env.now(),
        expiry=granted.expiry,
    )
    return SignedConsent.sign(consent, env.sign)


def _answer(env: Env, access: Access, row: NoticeView, given: tuple[SignedConsent, ...], note: str) -> str:
    body = ConsentAnswer(row.facts["message"], given, note)
    return put(env, row.facts["node"], body, agreement=row.facts["agreement"], case=access.reference)


def _enter(env: Env, access: Access, name: str, to: Partner, signed: Sequence[SignedConsent]) -> None:
    """The recipient may have the items from now on, through the holder."""
    at = stored_instant(env.database, env.now())
    rows = (
        (
            said.record,
            said.version,
            said.statement,
            to.node,
            said.agreement,
            said.clause,
            access.officer,
            name,
            at,
            "",
            "",
        )
        for said in (one.claimed for one in signed)
    )
    copy_many(env.database, Disclosure, LEDGER, rows)
