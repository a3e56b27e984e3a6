"""`recall`: an owner takes records back; their content is gone here, and never takes effect again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.erasure import erase_records
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Outcome, Recall, RefusalCode
from passerelle.store.models import Marking, Notice, Statement, Tombstone

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message


def apply(env: Env, message: Message, recall: Recall) -> Effect:
    """The records are erased with their keys and licences; a tombstone stays for each."""
    records = sorted({item.record for item in recall.items})
    held = Statement.objects.using(env.database).filter(record__in=records)
    if _owners(env, set(held.values_list("marking", flat=True))) - {message.service}:
        raise RefusedError(RefusalCode.NOT_THE_OWNER)
    for record in records:
        Tombstone.objects.using(env.database).get_or_create(
            record=record, owner=message.service, defaults={"at": env.now()}
        )
    entities = erase_records(env, records, state=Statement.State.RECALLED)
    if entities:
        _notify(env, message, records, entities)
    return Effect(
        act=Act.ERASURE,
        reason="an owner recalled records; their content was erased",
        subjects=tuple(entities),
        outcome=Outcome.TAKEN if entities else Outcome.TOMBSTONE,
    )


def _owners(env: Env, markings: set[str]) -> set[str]:
    rows = Marking.objects.using(env.database).filter(digest__in=markings)
    return set(rows.values_list("owner", flat=True))


def _notify(env: Env, message: Message, records: list[str], entities: list[str]) -> None:
    for entity in entities:
        Notice.objects.using(env.database).create(
            id=env.new_id(),
            kind=NoticeKind.RECALL,
            at=env.now(),
            service=message.service,
            entity=entity,
            facts={"node": message.node, "records": records},
        )
