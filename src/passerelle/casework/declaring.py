"""Numbers of stolen, lost and invalid documents: declared by their issuer, looked up, contested, decided.

A number that is declared is no statement about whoever carries the document.
An objection closes it at once, before anybody examines it; another officer
than the one who declared decides. Each act is a line in the journal.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.cases import case_marking
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
from passerelle.protocol.journal import Act, JournalLeaf
from passerelle.store import convert, key_index
from passerelle.store.models import JournalEntry, JournalObject, Service, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

State = Statement.State
FACTS = ("number", "lastNumber", "documentType", "issuingCountry", "declaredAs", "redress", "decision")


class NumberError(PasserelleError):
    """What was given is no document number; nothing was looked up or asked."""

    def __init__(self) -> None:
        super().__init__("this is no document number: give five signs or more, three of them digits")


class OwnDecisionError(PasserelleError):
    """An objection is decided by another officer than the one who declared; nothing changed."""

    def __init__(self) -> None:
        super().__init__("another officer than the one who declared decides; the number stays closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredView:
    """What an issuer says of a number; nothing of it is about whoever carries the document."""

    entity: str
    declared: str
    document_type: str
    issuer: str
    since: str
    redress: str
    owner_name: str


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
    views = (_view(env, own, markings[own[0].marking].owner) for _, own in sorted(by_entity.items()))
    return tuple(view for view in views if view is not None)


def contest(env: Env, access: Access, entity: str) -> None:
    """Nobody meets the number any more, on this node or by a question, until the objection is decided."""
    if not access.reason.strip():
        raise ReasonRequiredError
    with transaction.atomic(using=env.database):
        if not _of(env, entity, State.LIVE).update(state=State.RESTRICTED):
            raise AbsentError("declared number")
        record(env, access, Act.ALTERATION, subjects=[entity], reference="declared number contested")


def decide(env: Env, access: Access, entity: str, *, upheld: bool) -> None:
    """The objection is upheld and the number erased, or it is not and the number is open again."""
    with transaction.atomic(using=env.database):
        rows = _of(env, entity, State.RESTRICTED)
        if not rows.exists():
            raise AbsentError("contested number")
        if _declared_by(env, entity) == access.officer:
            raise OwnDecisionError
        if upheld:
            erase_records(env, dict(rows.values_list("record", "version")), state=State.ERASED)
        else:
            rows.update(state=State.LIVE)
        act = Act.ERASURE if upheld else Act.ALTERATION
        record(env, access, act, subjects=[entity], reference="objection to a declared number decided")


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
    }
    return tuple(Fact(prop, value) for prop, value in told.items() if value)


def _of(env: Env, entity: str, state: str) -> QuerySet[Statement]:
    rows = Statement.objects.using(env.database)
    return rows.filter(entity=entity, schema=SCHEMA, state=state, arrived_from="")


def _view(env: Env, rows: Sequence[Statement], owner: str) -> DeclaredView | None:
    """What was declared; None where the service that says so is not of the issuing State."""
    facts = {row.prop: row.value for row in rows}
    service = Service.objects.using(env.database).filter(id=owner).first()
    if service is None or not is_issuer(service.country, facts.get("issuingCountry", "")):
        return None
    return DeclaredView(
        entity=rows[0].entity,
        declared=facts.get("declaredAs", ""),
        document_type=facts.get("documentType", ""),
        issuer=facts["issuingCountry"],
        since=facts.get("startDate", ""),
        redress=facts.get("redress", ""),
        owner_name=service.name,
    )


def _declared_by(env: Env, entity: str) -> str:
    """Who declared it: the officer of the first line in the journal that is about it."""
    first = JournalObject.objects.using(env.database).filter(subject=entity).order_by("position").first()
    if first is None:
        return ""
    leaf = JournalEntry.objects.using(env.database).get(position=first.position).leaf
    return JournalLeaf.from_bytes(bytes(leaf)).officer
