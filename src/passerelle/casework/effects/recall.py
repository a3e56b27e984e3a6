"""`recall`: an owner takes records back; their content is gone here, and never takes effect again.

Where a hold covers the content it is restricted instead of erased, and marked
as recalled by its owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.erasure import Gone, erase_records
from passerelle.casework.node_reason import NodeReason
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Outcome, Recall, RefusalCode
from passerelle.store import received
from passerelle.store.models import Marking, Notice, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.core.env import Env
    from passerelle.protocol.message import Message


def apply(env: Env, message: Message, recall: Recall) -> Effect:
    """The records are gone up to their versions, with keys and licences; a tombstone stays for each."""
    versions: dict[str, int] = {}
    for item in recall.items:
        versions[item.record] = max(item.version, versions.get(item.record, 0))
    held = Statement.objects.using(env.database).filter(record__in=versions)
    if _owners(env, set(held.values_list("marking", flat=True))) - {message.service}:
        raise RefusedError(RefusalCode.NOT_THE_OWNER)
    received.bury(env.database, versions, owner=message.service, at=env.now())
    gone = erase_records(env, versions, state=Statement.State.RECALLED)
    _notify(env, message, sorted(versions), gone.entities)
    return Effect(
        act=Act.ERASURE,
        reason=NodeReason.RECALLED,
        subjects=gone.entities,
        outcome=_outcome(env, versions, gone),
    )


def _outcome(env: Env, versions: Mapping[str, int], gone: Gone) -> Outcome:
    """What the owner is told; a recall that comes again for what is restricted hears so again."""
    kept = Statement.objects.using(env.database).filter(record__in=versions, state=Statement.State.RESTRICTED)
    if gone.restricted or kept.exists():
        return Outcome.RESTRICTED
    return Outcome.TAKEN if gone.erased else Outcome.TOMBSTONE


def _owners(env: Env, markings: set[str]) -> set[str]:
    rows = Marking.objects.using(env.database).filter(digest__in=markings)
    return set(rows.values_list("owner", flat=True))


def _notify(env: Env, message: Message, records: list[str], entities: Iterable[str]) -> None:
    for entity in entities:
        Notice.objects.using(env.database).create(
            id=env.new_id(),
            kind=NoticeKind.RECALL,
            at=env.now(),
            service=message.service,
            entity=entity,
            facts={"node": message.node, "records": records},
        )
