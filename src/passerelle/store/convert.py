"""Row to value and value to row, both ways, in one place."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from passerelle.core.canonical import canonical
from passerelle.core.classification import Classification
from passerelle.core.grade import Grade, InformationGrade, SourceGrade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.item_permission import Cover, ItemPermission
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.statement import Statement
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import ItemPermission as PermissionRow
from passerelle.store.models import Marking as MarkingRow
from passerelle.store.models import ProtectiveState
from passerelle.store.models import Statement as StatementRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


def marking_of(content: Mapping[str, Any]) -> Marking:
    """The marking that `Marking.as_json` wrote; raises ValueError or KeyError for anything else."""
    return Marking(
        owner=content["owner"],
        grade=Grade(
            SourceGrade(content["grade"][0]),
            InformationGrade(content["grade"][1]),
            content["grade_scale"],
            content["grade_verbatim"],
        ),
        handling=Handling(
            frozenset(HandlingCode(code) for code in content["handling"]), tuple(content["handling_texts"])
        ),
        classification=Classification(content["classification"]),
        assertion=AssertionKind(content["assertion"]),
        category=SubjectCategory(content["category"]),
        purpose=Purpose(content["purpose"]),
        legal_basis=content["legal_basis"],
        agreement=content["agreement"],
        review=date.fromisoformat(content["review"]),
    )


def marking_value(row: MarkingRow) -> Marking:
    """The marking of a row."""
    return marking_of(row.content)


def marking_row(marking: Marking) -> MarkingRow:
    """The unsaved row of a marking, under its digest."""
    return MarkingRow(
        digest=marking.digest,
        content=marking.as_json(),
        owner=marking.owner,
        category=marking.category,
        purpose=marking.purpose,
        review=marking.review,
    )


def keep_marking(alias: str, marking: Marking) -> str:
    """The digest under which the marking is stored, once."""
    MarkingRow.objects.using(alias).bulk_create([marking_row(marking)], ignore_conflicts=True)
    return marking.digest


def rules_of(marking: Marking) -> str:
    """The digest of all that a marking says but the review date."""
    content = {part: said for part, said in marking.as_json().items() if part != "review"}
    return hashlib.sha256(canonical(content)).hexdigest()


def markings(alias: str, digests: Iterable[str]) -> dict[str, Marking]:
    """The markings that these digests name; an unknown digest is absent."""
    found = MarkingRow.objects.using(alias).filter(digest__in=set(digests))
    return {row.digest: marking_value(row) for row in found}


def permission_value(row: PermissionRow) -> ItemPermission:
    """The permission of a row."""
    return ItemPermission(
        record=row.record,
        recipient=row.recipient,
        by=row.granted_by,
        people=frozenset(row.people),
        granted=row.granted_at,
        covers=frozenset(Cover(one) for one in row.covers),
        purpose=Purpose(row.purpose),
        revoked=row.revoked_at,
        note=row.note,
        case=row.case,
    )


def statement_value(row: StatementRow) -> Statement:
    """The statement of a row; an erased one has no value to give and raises StatementError."""
    return Statement(
        record=row.record,
        version=row.version,
        salt=bytes(row.salt),
        marking=row.marking,
        entity=row.entity,
        schema=row.schema,
        prop=row.prop,
        value=row.value,
        language=row.language,
        source=row.source,
    )


def statement_row(
    statement: Statement, *, recorded_at: datetime, reference: bool, case: str = "", arrived_from: str = ""
) -> StatementRow:
    """The unsaved row of a statement; `reference` says that its value is an entity's id."""
    return StatementRow(
        id=statement.id,
        record=statement.record,
        version=statement.version,
        salt=statement.salt,
        marking=statement.marking,
        entity=statement.entity,
        schema=statement.schema,
        prop=statement.prop,
        value=statement.value,
        reference=reference,
        language=statement.language,
        source=statement.source,
        case=case,
        arrived_from=arrived_from,
        recorded_at=recorded_at,
    )


def persons_in_protective_state(alias: str, entities: Iterable[str], now: datetime) -> frozenset[str]:
    """Those of the entities in whom some protective state holds at this instant."""
    holding = ProtectiveState.objects.using(alias).filter(
        Q(until=None) | Q(until__gt=now), person__in=set(entities), since__lte=now
    )
    return frozenset(holding.values_list("person", flat=True))
