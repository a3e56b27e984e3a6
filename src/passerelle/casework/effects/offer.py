"""`offer`: records that a partner would release if asked, without any value."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect
from passerelle.casework.node_reason import NodeReason
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.store.models import Notice

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Offer


def apply(env: Env, message: Message, offer: Offer) -> Effect:
    """A row in the inbox with how many facts of which kind are on offer."""
    kinds = Counter(f"{item.schema}.{item.prop}" for item in offer.items)
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.OFFER,
        at=env.now(),
        service=message.service,
        facts={
            "hit": offer.hit,
            "node": message.node,
            "agreement": message.agreement,
            "case_reference": message.case,
            "records": [item.record for item in offer.items],
            "kinds": dict(sorted(kinds.items())),
        },
    )
    return Effect(act=Act.DISCLOSURE, reason=NodeReason.OFFERED)
