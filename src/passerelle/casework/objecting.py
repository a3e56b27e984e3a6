"""Objections to declared numbers: they close the number at once, and data protection decides.

Whoever objects need not say why. To a number of our own State the objection
reaches every partner that has it. To a number that a partner released it stays
here: nothing leaves, so that the issuing State does not learn who is where, or
that anybody asked for protection (rules 1 and 22).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.declaring import take_back
from passerelle.casework.erasure import erase_statements
from passerelle.casework.indexing import received_keys, subject_keys
from passerelle.casework.issuer import SCHEMA
from passerelle.casework.journaling import consulted, record
from passerelle.casework.key_digest import fingerprint
from passerelle.casework.key_index import index_keys
from passerelle.core.objection import Ground
from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act, JournalLeaf
from passerelle.store import subjects
from passerelle.store.models import JournalEntry, JournalObject, Objection, Statement

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.matching.match_key import Key

State = Statement.State
LONGEST_WHY = 200


class GroundNotHereError(PasserelleError):
    """The declaring State would learn that somebody asked for protection; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "on the node of the State that declared, nobody writes that a person stands under protection; "
            "nothing was written. Object without a ground: none is needed"
        )


class NotYoursToDecideError(PasserelleError):
    """An objection is decided by data protection, and never by who declared; nothing changed."""

    def __init__(self) -> None:
        super().__init__(
            "the data-protection officer decides, and never who declared; the number stays closed"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionView:
    """One objection, about a number and never about a person."""

    entity: str
    ours: bool
    ground: Ground
    at: datetime
    days: int  # that it has been open, or was
    upheld: bool | None  # None while it is open
    declared: str
    first: str
    last: str


def contest(env: Env, access: Access, entity: str, ground: Ground = Ground.UNSAID) -> str:
    """The id of the objection: nobody meets the number any more until it is decided."""
    if not access.reason.strip():
        raise ReasonRequiredError
    with transaction.atomic(using=env.database):
        rows = Statement.objects.using(env.database).filter(entity=entity, schema=SCHEMA, state=State.LIVE)
        closed = list(rows.order_by("id").values_list("id", "arrived_from"))
        if not closed:
            raise AbsentError("declared number")
        ours = not any(node for _, node in closed)
        if ours and not ground.may_reach_the_issuer:
            raise GroundNotHereError
        keys = _fingerprints(env, entity)
        if ours:
            take_back(env, access, rows)
        names = [name for name, _ in closed]
        Statement.objects.using(env.database).filter(id__in=names).update(state=State.RESTRICTED)
        row = Objection.objects.using(env.database).create(
            id=env.new_id(),
            entity=entity,
            ours=ours,
            ground=ground,
            closed=names,
            keys=keys,
            at=env.now(),
            by=access.officer,
        )
        record(env, access, Act.ALTERATION, subjects=[entity], reference="declared number contested")
    return row.id


def decide(env: Env, access: Access, entity: str, *, upheld: bool) -> None:
    """The objection is upheld and the number erased here, or it is not and the number is open again."""
    if not access.reason.strip():
        raise ReasonRequiredError
    with transaction.atomic(using=env.database):
        row = _open(env, entity)
        if access.role is not Role.DATA_PROTECTION_OFFICER or _declared_by(env, entity) == access.officer:
            raise NotYoursToDecideError
        if upheld:
            erase_statements(env, _closed_now(env, row), state=State.ERASED)
        else:
            _reopen(env, row)
        row.decided_at, row.decided_by, row.upheld = env.now(), access.officer, upheld
        row.why = access.reason.strip()[:LONGEST_WHY]
        row.save(using=env.database, update_fields=["decided_at", "decided_by", "upheld", "why"])
        act = Act.ERASURE if upheld else Act.ALTERATION
        record(env, access, act, subjects=[entity], reference="objection to a declared number decided")


def objections(env: Env, access: Access) -> tuple[ObjectionView, ...]:
    """Those that are open, the oldest first, then those that were decided; the look is journalled."""
    held = Objection.objects.using(env.database).order_by("at", "id")
    rows = sorted(held, key=lambda row: row.decided_at is not None)
    consulted(env, access, subjects=sorted({row.entity for row in rows}), reference="objections")
    now = env.now()
    return tuple(_view(env, row, now) for row in rows)


def _fingerprints(env: Env, entity: str) -> list[str]:
    """Of each number of it: what is left of a number that is erased, and tells nobody which it was."""
    found: set[Key] = set()
    for subject in subjects.of(env.database, [entity], now=env.now(), attribution=None):
        found |= subject_keys(subject) | received_keys(subject)
    return sorted(fingerprint(env, key.kind, key.value).hex() for key in found)


def _open(env: Env, entity: str) -> Objection:
    rows = Objection.objects.using(env.database).select_for_update()
    row = rows.filter(entity=entity, decided_at=None).first()
    if row is None:
        raise AbsentError("contested number")
    return row


def _closed_now(env: Env, row: Objection) -> list[str]:
    """What stands of the number: what was closed, and what came of it since."""
    rows = Statement.objects.using(env.database).filter(entity=row.entity, schema=SCHEMA)
    return list(rows.filter(state__in=(State.LIVE, State.RESTRICTED)).values_list("id", flat=True))


def _reopen(env: Env, row: Objection) -> None:
    """What was closed is open again, but for what a newer version replaced meanwhile."""
    rows = Statement.objects.using(env.database).filter(entity=row.entity)
    newer = set(rows.filter(state=State.LIVE).values_list("record", flat=True))
    again = rows.filter(id__in=row.closed, state=State.RESTRICTED).exclude(record__in=newer)
    again.update(state=State.LIVE)
    # Whatever looked at the number meanwhile may have left its keys out.
    index_keys(env, [row.entity])


def _declared_by(env: Env, entity: str) -> str:
    """Who declared it: the officer of the first line in the journal that is about it."""
    first = JournalObject.objects.using(env.database).filter(subject=entity).order_by("position").first()
    if first is None:
        return ""
    leaf = JournalEntry.objects.using(env.database).get(position=first.position).leaf
    return JournalLeaf.from_bytes(bytes(leaf)).officer


def _view(env: Env, row: Objection, now: datetime) -> ObjectionView:
    said = Statement.objects.using(env.database).filter(entity=row.entity, schema=SCHEMA)
    facts = dict(said.filter(state=State.RESTRICTED).order_by("version").values_list("prop", "value"))
    return ObjectionView(
        entity=row.entity,
        ours=row.ours,
        ground=Ground(row.ground),
        at=row.at,
        days=((row.decided_at or now) - row.at).days,
        upheld=row.upheld,
        declared=facts.get("declaredAs", ""),
        first=facts.get("number", ""),
        last=facts.get("lastNumber", ""),
    )
