"""`release`: statements under licence, judged again on arrival, stored with their markings.

Received statements enter the local key index only: no partner's question ever
meets them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.indexing import local_hits
from passerelle.casework.issuer import ISSUER, SCHEMA
from passerelle.casework.key_index import index_keys
from passerelle.casework.membership import joined_with
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.noticing import notify_local_hits
from passerelle.casework.partners import partner
from passerelle.core.clause import covers_schema
from passerelle.core.declaration import is_issuer
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.property_type import PropertyType
from passerelle.core.vocabulary import check
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Outcome, RefusalCode, Release, ReleaseItem
from passerelle.store import received
from passerelle.store.models import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement
    from passerelle.protocol.message import Message

ENTITY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class _Admitted:
    """An item that nothing in the message itself keeps away."""

    id: str
    item: ReleaseItem
    reference: bool  # the value is an entity's id


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose the statements are, the node that will correct and recall them, and what was agreed with it."""

    service: str
    node: str
    agreement: str


def apply(env: Env, name: str, message: Message, release: Release) -> Effect:
    """What may be kept is kept; a record that its owner recalled before stays away."""
    return apply_together(env, [(name, message, release)])[0]


def apply_together(env: Env, came: Sequence[tuple[str, Message, Release]]) -> list[Effect]:
    """As `apply`, for releases of one node under one agreement, in their order.

    Raises RefusedError where one of them may not be here.
    """
    message = came[0][1]
    origin = Origin(message.service, message.node, message.agreement)
    taken = take(env, origin, [item for _, _, release in came for item in release.items])
    here = {id(item) for item in taken}
    found = [
        Counter(item.statement.entity for item in release.items if id(item) in here) for _, _, release in came
    ]
    entities = sorted({entity for counts in found for entity in counts})
    notify_local_hits(env, local_hits(env, index_keys(env, entities)), case="")
    rows = [
        row
        for (name, said, _), counts in zip(came, found, strict=True)
        for row in _notices(env, name, said, counts, NoticeKind.ARRIVAL)
    ]
    Notice.objects.using(env.database).bulk_create(rows)
    return [_effect(counts) for counts in found]


def _effect(counts: Mapping[str, int]) -> Effect:
    return Effect(
        act=Act.COLLECTION,
        reason=NodeReason.RELEASED,
        subjects=tuple(sorted(counts)),
        outcome=Outcome.TAKEN if counts else Outcome.TOMBSTONE,
    )


def take(env: Env, origin: Origin, items: Sequence[ReleaseItem]) -> list[ReleaseItem]:
    """Those of the items that are here now; raises RefusedError for the whole where one may not be."""
    agreement, now = in_force(env, origin), env.now()
    admitted = [_admit(env, origin, agreement, item, now) for item in items]
    return [one.item for one in _keep(env, origin, admitted, now)]


def in_force(env: Env, origin: Origin) -> Agreement:
    """The agreement as it holds now between its service and ours; raises RefusedError."""
    agreement = agreement_of(env, origin.agreement)
    if agreement is None:
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if not agreement.is_in_force(env.now()):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_IN_FORCE, "validity")
    return joined_with(env, agreement, origin.node)


def _admit(env: Env, origin: Origin, agreement: Agreement, item: ReleaseItem, now: datetime) -> _Admitted:
    """The item, once it may be here; raises RefusedError for what no look at our data decides."""
    marking, statement, licence = item.marking, item.statement, item.licence
    if marking.owner != origin.service:
        raise RefusedError(RefusalCode.NOT_THE_OWNER)
    if (licence.recipient, licence.agreement) != (env.service, origin.agreement):
        raise RefusedError(RefusalCode.LICENCE_NOT_OURS)
    if licence.expiry <= now or marking.review < now.date():
        raise RefusedError(RefusalCode.LICENCE_EXPIRED)
    require_covered(agreement, marking, statement)
    if not ENTITY.fullmatch(statement.entity):
        raise RefusedError(RefusalCode.BODY_MALFORMED)
    try:
        prop = check(statement.schema, statement.prop, statement.value)
    except PasserelleError:
        raise RefusedError(RefusalCode.SCHEMA_NOT_AGREED, "vocabulary") from None
    _require_issuer(env, origin, item)
    return _Admitted(statement.id, item, prop.type is PropertyType.ENTITY)


def require_covered(agreement: Agreement, marking: Marking, statement: Statement) -> None:
    """Nothing, where the agreement's scope covers it; raises RefusedError with the part that does not."""
    if marking.purpose not in agreement.purposes:
        raise RefusedError(RefusalCode.PURPOSE_NOT_AGREED, "purposes")
    if marking.category not in agreement.categories:
        raise RefusedError(RefusalCode.CATEGORY_NOT_AGREED, "categories")
    if marking.classification.level > agreement.classification.level:
        raise RefusedError(RefusalCode.CLASSIFICATION_NOT_AGREED, "classification")
    try:
        covered = covers_schema(agreement.schemata, statement.schema)
    except PasserelleError:
        raise RefusedError(RefusalCode.SCHEMA_NOT_AGREED, "vocabulary") from None
    if not covered:
        raise RefusedError(RefusalCode.SCHEMA_NOT_AGREED, "schemata")


def _require_issuer(env: Env, origin: Origin, item: ReleaseItem) -> None:
    """Only the State that issues a document declares its number (rule 20)."""
    said = item.statement
    if (said.schema, said.prop) != (SCHEMA, ISSUER):
        return
    if not is_issuer(partner(env, origin.node).party.country, said.value):
        raise RefusedError(RefusalCode.NOT_THE_OWNER, "rule 20")


def _keep(env: Env, origin: Origin, items: Sequence[_Admitted], now: datetime) -> list[_Admitted]:
    """The items that are here now; raises RefusedError when a record is somebody else's."""
    records = sorted({one.item.statement.record for one in items})
    gone = received.taken_back(env.database, records, origin.service)
    held = received.versions(env.database, records)
    taken: list[_Admitted] = []
    new: list[_Admitted] = []
    for one in items:
        statement = one.item.statement
        if statement.version <= gone.get(statement.record, 0):
            continue
        versions = held.setdefault(statement.record, {})
        if {one.owner for one in versions.values()} - {origin.service}:
            raise RefusedError(RefusalCode.NOT_THE_OWNER)
        if statement.version > max(versions, default=0):
            versions[statement.version] = received.Held(one.id, origin.service)
            new.append(one)
        if statement.version in versions:
            name = versions[statement.version].statement
            taken.append(one if name == one.id else replace(one, id=name))
    _write(env, origin, new, now)
    # An item that comes again, under whatever salt, renews the licence of the one that is here.
    latest = {one.id: _licence(one) for one in taken}
    received.renew_licences(env.database, list(latest.values()))
    return taken


def _write(env: Env, origin: Origin, new: Sequence[_Admitted], now: datetime) -> None:
    """Each new version stands in place of the earlier ones of its record."""
    latest = {one.item.statement.record: one.id for one in new}
    markings = {one.item.statement.marking: one.item.marking for one in new}
    # The first statement about an entity says what it is.
    schemata = {one.item.statement.entity: one.item.statement.schema for one in reversed(new)}
    received.clear_expired(env.database, sorted(latest))
    received.supersede_records(env.database, sorted(latest))
    received.keep_subjects(env.database, schemata, markings.values())
    rows = (
        (one.id, one.item.statement, one.reference, latest[one.item.statement.record] == one.id)
        for one in new
    )
    received.write_received(env.database, rows, arrived_from=origin.node, at=now)


def _licence(one: _Admitted) -> received.LicenceRow:
    licence, statement = one.item.licence, one.item.statement
    return (
        one.id,
        statement.record,
        one.item.marking.owner,
        licence.recipient,
        licence.agreement,
        licence.clause,
        licence.onward,
        licence.expiry,
    )


def notify(env: Env, name: str, message: Message, counts: Mapping[str, int], kind: NoticeKind) -> None:
    """A row in the inbox for each entity of which something came."""
    Notice.objects.using(env.database).bulk_create(_notices(env, name, message, counts, kind))


def _notices(
    env: Env, name: str, message: Message, counts: Mapping[str, int], kind: NoticeKind
) -> list[Notice]:
    now = env.now()
    return [
        Notice(
            id=env.new_id(),
            kind=kind,
            at=now,
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
        for entity, count in sorted(counts.items())
    ]
