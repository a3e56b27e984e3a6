"""A hold on an entity or a case: set and lifted by the authority it belongs to, dated, with a reason.

While it stands, what would be erased is restricted. Once the last one is
lifted, what was kept for it alone is erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.erasure import erase_statements
from passerelle.casework.journaling import consulted, record
from passerelle.core.retention import Hold, holds_of
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store import received
from passerelle.store.holds import current, held
from passerelle.store.models import Case, Entity, Officer, Statement
from passerelle.store.models import Hold as HoldRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class MayNotHoldError(PasserelleError):
    """This role neither sets nor lifts this kind of hold; nothing was changed."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(
            f"a hold of the kind {hold} is not set or lifted by your role; nothing was changed. A magistrate "
            "says what lies in a judicial file, a supervisor what is under complaint or inquiry."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """One hold as the desk shows it."""

    id: str
    kind: Hold
    since: datetime
    until: datetime | None
    set_by: str  # name
    reason: str


def set_hold(env: Env, access: Access, kind: Hold, *, entity: str = "", case: str = "") -> str:
    """The id of the hold, which stands from now on; on one entity, or on one case by its reference."""
    _check(access, kind)
    with transaction.atomic(using=env.database):
        row = HoldRow.objects.using(env.database).create(
            id=env.new_id(),
            kind=kind,
            entity=_entity(env, entity) if entity else "",
            case="" if entity else _case(env, case),
            since=env.now(),
            set_by=access.officer,
            reason=access.reason[:200],
        )
        subjects = [entity] if entity else ()
        record(env, access, Act.ACCESS_CHANGE, subjects=subjects, reference=f"hold {row.id} {kind}")
    return row.id


def lift_hold(env: Env, access: Access, hold: str) -> int:
    """How many statements nothing keeps any more, now erased; a hold that was lifted stays lifted."""
    with transaction.atomic(using=env.database):
        row = HoldRow.objects.using(env.database).select_for_update().filter(id=hold, until=None).first()
        if row is None:
            raise AbsentError("hold")
        _check(access, Hold(row.kind))
        row.until, row.lifted_by = env.now(), access.officer
        row.save(using=env.database, update_fields=["until", "lifted_by"])
        subjects = [row.entity] if row.entity else ()
        record(env, access, Act.ACCESS_CHANGE, subjects=subjects, reference=f"hold {row.id} lifted")
        return _let_go(env, access)


def holds_on(env: Env, access: Access, entity: str) -> tuple[HoldView, ...]:
    """The holds set on this entity itself, the lifted ones too; for those who set or lift them."""
    rows = list(HoldRow.objects.using(env.database).filter(entity=entity).order_by("since", "id"))
    names = dict(Officer.objects.using(env.database).values_list("id", "name"))
    consulted(env, access, subjects=[entity], reference="holds")
    return tuple(
        HoldView(
            id=row.id,
            kind=Hold(row.kind),
            since=row.since,
            until=row.until,
            set_by=names.get(row.set_by, ""),
            reason=row.reason,
        )
        for row in rows
    )


def _let_go(env: Env, access: Access) -> int:
    # Our own that is restricted is under an objection, which a person decides.
    restricted = Statement.objects.using(env.database).filter(state=Statement.State.RESTRICTED)
    rows = restricted.exclude(arrived_from="")
    places = list(rows.values_list("id", "entity", "record"))
    entities = {entity for _, entity, _ in places}
    still = held(env.database, entities, env.now()) if current(env.database, env.now()).exists() else set()
    free = [(name, record) for name, entity, record in places if entity not in still]
    if not free:
        return 0
    recalled = received.taken_back_by_anyone(env.database, sorted({record for _, record in free}))
    _erase(env, [name for name, one in free if one in recalled], Statement.State.RECALLED)
    _erase(env, [name for name, one in free if one not in recalled], Statement.State.ERASED)
    record(env, access, Act.ERASURE, subjects=sorted(entities - set(still)), reference="no hold stands")
    return len(free)


def _erase(env: Env, statements: Iterable[str], state: str) -> None:
    erase_statements(env, list(statements), state=state)


def _check(access: Access, kind: Hold) -> None:
    if kind not in holds_of(access.role):
        raise MayNotHoldError(kind)


def _entity(env: Env, entity: str) -> str:
    # A hold on a mistyped id would hold nothing, and nobody would notice.
    if not Entity.objects.using(env.database).filter(id=entity).exists():
        raise AbsentError("entity")
    return entity


def _case(env: Env, reference: str) -> str:
    found = Case.objects.using(env.database).filter(reference=reference).values_list("id", flat=True).first()
    if found is None:
        raise AbsentError("case")
    return found
