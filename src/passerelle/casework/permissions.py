"""Permissions for one item, one recipient and one purpose: given, confirmed and revoked by named people.

Where a permission takes two people, each puts their own name to it, and it
opens nothing before the second did. None is retroactive: what was refused
before stays refused, and what left before a revocation is recalled apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record as journalled
from passerelle.casework.reading import readable_statements
from passerelle.core.decision import Permit, Refuse
from passerelle.core.derogation import WITHIN, Derogation, refused_derogation
from passerelle.core.item_permission import Cover
from passerelle.core.permission_row import EntryKind
from passerelle.core.role import Role
from passerelle.core.way_in import allowed
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store import convert
from passerelle.store.models import ItemPermission as PermissionRow
from passerelle.store.models import Officer, Service, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.item_permission import ItemPermission
    from passerelle.core.marking import Marking
    from passerelle.core.purpose import Purpose

JUDGES = frozenset({Role.MAGISTRATE, Role.LIAISON_MAGISTRATE})


class MayNotPermitError(PasserelleError):
    """This person may not give, confirm or revoke this permission; nothing was changed."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was changed")


def permit_item(
    env: Env,
    access: Access,
    *,
    record: str,
    recipient: str,
    covers: Collection[Cover],
    purpose: Purpose,
    note: str = "",
) -> str:
    """The id of the permission; one that takes two people opens nothing before the second confirmed."""
    _check_role(access, "permission give")
    entity, marking = _item(env, access, record)
    if not covers:
        raise MayNotPermitError("a permission names what it opens")
    if any(one.is_the_owners for one in covers) and marking.owner != env.service:
        raise MayNotPermitError("only the service that owns the item permits this")
    _check_judge(covers, [access.role])
    with transaction.atomic(using=env.database):
        if Cover.DEROGATION in covers:
            _check_derogation(env, access, record, recipient, note or access.reason)
        row = PermissionRow.objects.using(env.database).create(
            id=env.new_id(),
            record=record,
            recipient=recipient,
            covers=sorted(covers),
            purpose=purpose,
            granted_by=env.service,
            people=[access.officer],
            granted_at=env.now(),
            note=note or access.reason,
            case=access.reference,
        )
        _journal(env, access, row, entity)
    return row.id


def confirm_permission(env: Env, access: Access, permission: str) -> None:
    """A second named person stands behind the permission, which counts from now on."""
    _check_role(access, "permission confirm")
    with transaction.atomic(using=env.database):
        row = _held(env, permission)
        entity, _ = _item(env, access, row.record)
        if access.officer in row.people:
            raise MayNotPermitError("the second person is another than the first")
        held = convert.permission_value(row).covers
        roles = Officer.objects.using(env.database).filter(id__in=row.people).values_list("role", flat=True)
        _check_judge(held, [access.role, *(Role(one) for one in roles)], whole=True)
        row.people = [*row.people, access.officer]
        row.granted_at = env.now()
        row.save(using=env.database, update_fields=["people", "granted_at"])
        _journal(env, access, row, entity)


def revoke_permission(env: Env, access: Access, permission: str) -> None:
    """The permission opens nothing from now on; a second time changes nothing."""
    _check_role(access, "permission revoke")
    with transaction.atomic(using=env.database):
        row = _held(env, permission)
        entity, _ = _item(env, access, row.record)
        if row.revoked_at is None:
            row.revoked_at = env.now()
            row.save(using=env.database, update_fields=["revoked_at"])
        _journal(env, access, row, entity)


def permissions_of(env: Env, records: Iterable[str]) -> dict[str, tuple[ItemPermission, ...]]:
    """What was permitted for each of the records, whether it still holds or not."""
    rows = PermissionRow.objects.using(env.database)
    if not rows.exists():
        return {}
    found: defaultdict[str, list[ItemPermission]] = defaultdict(list)
    for row in rows.filter(record__in=set(records)).order_by("granted_at", "id"):
        found[row.record].append(convert.permission_value(row))
    return {record: tuple(held) for record, held in found.items()}


def _check_role(access: Access, command: str) -> None:
    match allowed(EntryKind.COMMAND, command, access.role, case=access.reference, reason=access.reason):
        case Permit():
            return
        case Refuse(reason, _):
            raise MayNotPermitError(reason.sentence.rstrip("."))


def _check_judge(covers: Collection[Cover], roles: Iterable[Role], *, whole: bool = False) -> None:
    """A magistrate is among them; of two, the second may be the one, so the first is not asked yet."""
    asked = [one for one in covers if one.is_a_judges and (whole or one.people == 1)]
    if asked and JUDGES.isdisjoint(roles):
        raise MayNotPermitError("a magistrate decides this")


def _check_derogation(env: Env, access: Access, record: str, recipient: str, documentation: str) -> None:
    """Nothing, where one more derogation to the recipient's country is not bulk; raises MayNotPermitError."""
    # Two officers who permit at once in two cases count each other: our own row is the lock.
    Service.objects.using(env.database).select_for_update().get(id=env.service)
    services = Service.objects.using(env.database)
    country = services.values_list("country", flat=True).get(id=recipient)
    there = services.filter(country=country).values_list("id", flat=True)
    rows = PermissionRow.objects.using(env.database).filter(recipient__in=list(there))
    given = rows.filter(granted_at__gt=env.now() - WITHIN).values_list(
        "record", "case", "granted_at", "covers"
    )
    held = [
        Derogation(record=one, case=case, granted=at)
        for one, case, at, covers in given
        if str(Cover.DEROGATION) in covers
    ]
    said = {"record": record, "case": access.reference, "documentation": documentation}
    refused = refused_derogation(held, **said, at=env.now())
    if refused:
        raise MayNotPermitError(refused)


def _item(env: Env, access: Access, record: str) -> tuple[str, Marking]:
    """The entity and marking of a record that this officer may read; raises AbsentError."""
    rows = Statement.objects.using(env.database).filter(record=record, state=Statement.State.LIVE)
    entities = set(rows.values_list("entity", flat=True))
    for statement, marking, _ in readable_statements(env, access, entities):
        if statement.record == record:
            return statement.entity, marking
    raise AbsentError("record")


def _held(env: Env, permission: str) -> PermissionRow:
    row = PermissionRow.objects.using(env.database).select_for_update().filter(id=permission).first()
    if row is None:
        raise AbsentError("permission")
    return row


def _journal(env: Env, access: Access, row: PermissionRow, entity: str) -> None:
    recipients = [row.recipient]
    journalled(env, access, Act.ACCESS_CHANGE, subjects=[entity], recipients=recipients, reference=row.id)
