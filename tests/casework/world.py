"""A small world for the tests of casework: one node, some officers, a case, some statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from passerelle.casework import cases, people
from passerelle.casework.access import Access, open_access
from passerelle.core.classification import Classification
from passerelle.core.grade import Grade
from passerelle.core.handling import H0
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.statement import Statement
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import prop
from passerelle.store import convert
from passerelle.store.models import Entity, Service

if TYPE_CHECKING:
    from passerelle.core.env import Env


def marking(env: Env, **changes: object) -> Marking:
    """A suspect's marking, owned by the node's service, with changes."""
    parts: dict[str, object] = {
        "owner": env.service,
        "grade": Grade.of("B2"),
        "handling": H0,
        "classification": Classification.BASIC,
        "assertion": AssertionKind.FACT,
        "category": SubjectCategory.SUSPECT,
        "purpose": Purpose.GROUP_INVESTIGATION,
        "legal_basis": "Code of Oberland, article 12",
        "agreement": "",
        "review": date(2027, 3, 2),
        **changes,
    }
    return Marking(**parts)  # type: ignore[arg-type]


def state(
    env: Env, entity: str, schema: str, name: str, value: str, mark: Marking, *, case: str = ""
) -> Statement:
    """A statement that is in the store."""
    statement = Statement(
        record=env.new_id(),
        version=1,
        salt=env.random(16),
        marking=convert.keep_marking(env.database, mark),
        entity=entity,
        schema=schema,
        prop=name,
        value=value,
    )
    Entity.objects.using(env.database).get_or_create(id=entity, defaults={"schema": schema})
    row = convert.statement_row(
        statement,
        recorded_at=env.now(),
        reference=prop(schema, name).type == "entity",
        case=case,
    )
    row.save(using=env.database, force_insert=True)
    return statement


@dataclass(frozen=True, slots=True)
class World:
    """Ana leads a case; Dana is no member of it."""

    env: Env
    ana: str
    dana: str
    case: str

    def ana_reads(self, reason: str = "who supplies the engines") -> Access:
        return open_access(self.env, self.ana, case=self.case, reason=reason)

    def dana_reads(self) -> Access:
        duty = people.open_duty(self.env, self.dana, purpose=Purpose.GROUP_INVESTIGATION, reason="duty")
        return open_access(self.env, self.dana, duty=duty.id, reason="looking")


def oberland(env: Env) -> World:
    """The node of Oberland with its officers and one open case."""
    Service.objects.using(env.database).get_or_create(
        id=env.service,
        defaults={"name": "Oberland", "kind": "police", "country": "xo", "regime": "led", "sign_key": b""},
    )
    ana = people.add_officer(env, name="Ana", role=Role.ANALYST)
    dana = people.add_officer(env, name="Dana", role=Role.ANALYST)
    case = cases.open_case(env, ana, reference="OB-2026-014", title="Engines", marking=marking(env))
    return World(env=env, ana=ana, dana=dana, case=case)
