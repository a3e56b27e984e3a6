"""`hit`: the asker opened the conversation; now the owner knows which keys were asked, and that they hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.key_digest import key_digest
from passerelle.casework.node_reason import NodeReason
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Hit, RefusalCode
from passerelle.store.models import MatchKey, Notice, ReceivedQuestion

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message


def apply(env: Env, message: Message, hit: Hit) -> Effect:
    """A row in the inbox for each of our entities that partners may ask about under these keys."""
    asked = ReceivedQuestion.objects.using(env.database).filter(
        envelope=hit.question, asker=message.service, agreement=message.agreement
    )
    if not asked.exists():
        # A key that was never asked is no hit, and would be a way to ask without the budget.
        raise RefusedError(RefusalCode.BODY_MALFORMED)
    digests = {key_digest(key): key.partition(":")[0] for key in hit.keys}
    held = MatchKey.objects.using(env.database).filter(digest__in=list(digests), askable=True)
    kinds: dict[str, set[str]] = {}
    for digest, entity in held.values_list("digest", "entity"):
        kinds.setdefault(entity, set()).add(digests[bytes(digest)])
    entities, now = sorted(kinds), env.now()
    Notice.objects.using(env.database).bulk_create(
        Notice(
            id=env.new_id(),
            kind=NoticeKind.OPENED,
            at=now,
            service=message.service,
            entity=entity,
            facts={
                "question": hit.question,
                "node": message.node,
                "agreement": message.agreement,
                "case_reference": message.case,
                "key_kinds": sorted(kinds.get(entity, ())),
            },
        )
        for entity in entities or [""]
    )
    return Effect(act=Act.CONSULTATION, reason=NodeReason.OPENED, subjects=tuple(entities))
