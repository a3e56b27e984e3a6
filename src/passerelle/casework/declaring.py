"""Numbers of stolen, lost and invalid documents: declared by their issuer, looked up, withdrawn.

A number that is declared is no statement about whoever carries the document.
While an objection is open nobody meets it. Each act is a line in the journal.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.cases import case_marking
from passerelle.casework.dispatch import recall_from
from passerelle.casework.erasure import erase_records
from passerelle.casework.issuer import SCHEMA, DeclarationRefusedError, require_issuer
from passerelle.casework.journaling import consulted, record
from passerelle.casework.key_digest import key_digest
from passerelle.casework.partners import own
from passerelle.casework.recording import record_statements
from passerelle.core.declaration import Declaration, fault, is_issuer
from passerelle.core.draft import Draft, Fact
from passerelle.core.marking import AssertionKind
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory
from passerelle.core.values import document_number
from passerelle.errors import PasserelleError
from passerelle.matching.match_key import Key, KeyKind
from passerelle.protocol.journal import Act
from passerelle.store import convert, key_index
from passerelle.store.models import Disclosure, Service, Statement
from passerelle.store.objections import closed_among

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking

State = Statement.State
FACTS = (
    "number",
    "lastNumber",
    "documentType",
    "issuingCountry",
    "declaredAs",
    "redress",
    "decision",
    "report",
)


class NumberError(PasserelleError):
    """What was given is no document number; nothing was looked up or asked."""

    def __init__(self) -> None:
        super().__init__("this is no document number: give five signs or more, three of them digits")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredView:
    """What an issuer says of a number; nothing of it is about whoever carries the document."""

    entity: str
    declared: str
    document_type: str
    issuer: str
    since: str
    reason: str  # the reference of the report of theft or loss, or of the court's decision
    until: date  # reviewed by then, or met by nobody
    redress: str
    owner_name: str
    ours: bool


def declare(env: Env, access: Access, one: Declaration) -> str:
    """The entity under which the number or the range stands, open to questions at document checks."""
    wrong = fault(one, writer=own(env).party.country, today=env.now().date())
    if wrong is not None:
        raise DeclarationRefusedError(wrong)
    marking = dataclasses.replace(
        case_marking(env, access),
        category=SubjectCategory.NOT_A_PERSON,
        assertion=AssertionKind.FACT,
        purpose=Purpose.DOCUMENT_CHECK,
        review=one.review,
    )
    draft = Draft(publisher_id="declared", schema=SCHEMA, line=1, facts=_facts(one))
    require_issuer(env, [draft])
    return record_statements(env, access, drafts=[draft], marking=marking).ids["declared"]


def declared(env: Env, access: Access, number: str) -> tuple[DeclaredView, ...]:
    """What issuers declared of this number, on this node or released to it; the look is journalled first."""
    key = number_key(number)
    entities = key_index.holders(env.database, [key_digest(str(key))]).get(key_digest(str(key)), [])
    consulted(env, access, subjects=sorted(entities))
    today = env.now().date()
    rows = Statement.objects.using(env.database).filter(
        entity__in=entities, schema=SCHEMA, state=State.LIVE, prop__in=(*FACTS, "startDate")
    )
    markings = convert.markings(env.database, set(rows.values_list("marking", flat=True)))
    live = [row for row in rows if markings[row.marking].review >= today]
    by_entity: defaultdict[str, list[Statement]] = defaultdict(list)
    for row in live:
        by_entity[row.entity].append(row)
    closed = closed_among(env.database, by_entity)
    views = (
        _view(env, own, markings[own[0].marking])
        for entity, own in sorted(by_entity.items())
        if entity not in closed
    )
    return tuple(view for view in views if view is not None)


def withdraw(env: Env, access: Access, entity: str) -> None:
    """The number is declared no longer, here and at every partner that had it; its issuer alone does this."""
    with transaction.atomic(using=env.database):
        rows = of_ours(env, entity)
        if not rows.exists():
            raise AbsentError("declared number")
        take_back(env, access, rows)
        erase_records(env, dict(rows.values_list("record", "version")), state=State.ERASED)
        record(env, access, Act.ERASURE, subjects=[entity], reference="declared number withdrawn")


def of_ours(env: Env, entity: str) -> QuerySet[Statement]:
    """What our own State says of the number and is still there, open or closed."""
    rows = Statement.objects.using(env.database).filter(entity=entity, schema=SCHEMA, arrived_from="")
    return rows.filter(state__in=(State.LIVE, State.RESTRICTED))


def take_back(env: Env, access: Access, rows: QuerySet[Statement]) -> None:
    """Every partner that has any of these is told that it is recalled (rule 13)."""
    records = sorted(set(rows.values_list("record", flat=True)))
    ledger = Disclosure.objects.using(env.database).filter(record__in=records, recall_asked_at=None)
    for held, node in sorted(set(ledger.values_list("record", "recipient"))):
        recall_from(env, access, held, node)


def number_key(number: str) -> Key:
    """The key of a number in hand; raises NumberError."""
    form = document_number.normal(number)
    if form is None:
        raise NumberError
    return Key(KeyKind.DOCUMENT, form)


def _facts(one: Declaration) -> tuple[Fact, ...]:
    told = {
        "number": one.first,
        "lastNumber": one.last,
        "documentType": one.document_type,
        "issuingCountry": one.issuer,
        "declaredAs": str(one.declared),
        "startDate": one.since.isoformat(),
        "redress": one.redress,
        "decision": one.decision,
        "report": one.report,
    }
    return tuple(Fact(prop, value) for prop, value in told.items() if value)


def _view(env: Env, rows: Sequence[Statement], marking: Marking) -> DeclaredView | None:
    """What was declared; None where the service that says so is not of the issuing State."""
    facts = {row.prop: row.value for row in rows}
    service = Service.objects.using(env.database).filter(id=marking.owner).first()
    if service is None or not is_issuer(service.country, facts.get("issuingCountry", "")):
        return None
    return DeclaredView(
        entity=rows[0].entity,
        declared=facts.get("declaredAs", ""),
        document_type=facts.get("documentType", ""),
        issuer=facts["issuingCountry"],
        since=facts.get("startDate", ""),
        reason=facts.get("decision") or facts.get("report", ""),
        until=marking.review,
        redress=facts.get("redress", ""),
        owner_name=service.name,
        ours=marking.owner == env.service,
    )
