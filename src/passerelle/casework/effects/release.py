"""`release`: statements under licence, judged again on arrival, stored with their markings.

Received statements enter the local key index only: no partner's question ever
meets them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.indexing import local_hits
from passerelle.casework.key_index import index_keys
from passerelle.casework.noticing import notify_local_hits
from passerelle.core.clause import covers_schema
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.property_type import PropertyType
from passerelle.core.vocabulary import check
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Outcome, RefusalCode, Release, ReleaseItem
from passerelle.store import convert
from passerelle.store.models import Entity, Licence, Marking, Notice, Statement, Tombstone

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message

ENTITY = re.compile(r"[0-9a-f]{32}")


def apply(env: Env, name: str, message: Message, release: Release) -> Effect:
    """What may be kept is kept; a record that its owner recalled before stays away."""
    agreement = _in_force(env, message)
    for item in release.items:
        _admit(env, message, agreement, item)
    taken = [item for item in release.items if _keep(env, message, item)]
    entities = sorted({item.statement.entity for item in taken})
    notify_local_hits(env, local_hits(env, index_keys(env, entities)), case="")
    for entity in entities:
        count = sum(item.statement.entity == entity for item in taken)
        _notify(env, name, message, entity, count)
    return Effect(
        act=Act.COLLECTION,
        reason="a partner released statements",
        subjects=tuple(entities),
        outcome=Outcome.TAKEN if taken else Outcome.TOMBSTONE,
    )


def _in_force(env: Env, message: Message) -> Agreement:
    agreement = agreement_of(env, message.agreement)
    if agreement is None:
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if not agreement.is_in_force(env.now()):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_IN_FORCE, "validity")
    return agreement


def _admit(env: Env, message: Message, agreement: Agreement, item: ReleaseItem) -> None:
    """Nothing, once the item may be here; raises RefusedError for what no look at our data decides."""
    marking, statement, licence = item.marking, item.statement, item.licence
    if marking.owner != message.service:
        raise RefusedError(RefusalCode.NOT_THE_OWNER)
    if (licence.recipient, licence.agreement) != (env.service, message.agreement):
        raise RefusedError(RefusalCode.LICENCE_NOT_OURS)
    if licence.expiry <= env.now() or marking.review < env.now().date():
        raise RefusedError(RefusalCode.LICENCE_EXPIRED)
    if marking.purpose not in agreement.purposes:
        raise RefusedError(RefusalCode.PURPOSE_NOT_AGREED, "purposes")
    if marking.category not in agreement.categories:
        raise RefusedError(RefusalCode.CATEGORY_NOT_AGREED, "categories")
    if marking.classification.level > agreement.classification.level:
        raise RefusedError(RefusalCode.CLASSIFICATION_NOT_AGREED, "classification")
    if not ENTITY.fullmatch(statement.entity):
        raise RefusedError(RefusalCode.BODY_MALFORMED)
    try:
        check(statement.schema, statement.prop, statement.value)
    except PasserelleError:
        raise RefusedError(RefusalCode.SCHEMA_NOT_AGREED, "vocabulary") from None
    if not covers_schema(agreement.schemata, statement.schema):
        raise RefusedError(RefusalCode.SCHEMA_NOT_AGREED, "schemata")


def _keep(env: Env, message: Message, item: ReleaseItem) -> bool:
    """Whether the item is here now; raises RefusedError when the record is somebody else's."""
    statement = item.statement
    if Tombstone.objects.using(env.database).filter(record=statement.record, owner=message.service).exists():
        return False
    rows = Statement.objects.using(env.database).filter(record=statement.record)
    _check_owner(env, message, set(rows.values_list("marking", flat=True)))
    versions = list(rows.values_list("version", flat=True))
    if statement.version <= max(versions, default=0):
        return statement.version in versions and _renew(env, item)
    rows.filter(state=Statement.State.LIVE).update(state=Statement.State.SUPERSEDED)
    convert.keep_marking(env.database, item.marking)
    Entity.objects.using(env.database).get_or_create(
        id=statement.entity, defaults={"schema": statement.schema}
    )
    prop = check(statement.schema, statement.prop, statement.value)
    row = convert.statement_row(
        statement,
        recorded_at=env.now(),
        reference=prop.type is PropertyType.ENTITY,
        arrived_from=message.node,
    )
    row.save(using=env.database, force_insert=True)
    return _renew(env, item)


def _check_owner(env: Env, message: Message, markings: set[str]) -> None:
    owners = Marking.objects.using(env.database).filter(digest__in=markings).values_list("owner", flat=True)
    if set(owners) - {message.service}:
        raise RefusedError(RefusalCode.NOT_THE_OWNER)


def _renew(env: Env, item: ReleaseItem) -> bool:
    licence = item.licence
    Licence.objects.using(env.database).update_or_create(
        statement=item.statement.id,
        defaults={
            "record": item.statement.record,
            "owner": item.marking.owner,
            "recipient": licence.recipient,
            "agreement": licence.agreement,
            "clause": licence.clause,
            "onward": licence.onward,
            "expires": licence.expiry,
        },
    )
    return True


def _notify(env: Env, name: str, message: Message, entity: str, count: int) -> None:
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ARRIVAL,
        at=env.now(),
        service=message.service,
        entity=entity,
        facts={
            "message": name,
            "node": message.node,
            "agreement": message.agreement,
            "case_reference": message.case,
            "statements": count,
        },
    )
