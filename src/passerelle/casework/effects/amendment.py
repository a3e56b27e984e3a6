"""`correction`, `restriction`: a newer version stands, and what it replaces is gone.

The order of arrival does not matter: an older version that comes later never
takes effect, and one that was taken back stays away.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect
from passerelle.casework.effects.release import Origin, notify, take
from passerelle.casework.erasure import erase_records
from passerelle.casework.indexing import local_hits
from passerelle.casework.key_index import index_keys
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.noticing import notify_local_hits
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Correction, Outcome
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Restriction


def apply(env: Env, name: str, message: Message, body: Correction | Restriction) -> Effect:
    """The newer versions stand under their licences; the earlier ones are erased, or kept by a hold."""
    taken = take(env, Origin(message.service, message.node, message.agreement), body.items)
    earlier = {item.statement.record: item.statement.version - 1 for item in taken}
    erase_records(env, earlier, state=Statement.State.SUPERSEDED)
    counts = Counter(item.statement.entity for item in taken)
    notify_local_hits(env, local_hits(env, index_keys(env, sorted(counts))), case="")
    corrects = isinstance(body, Correction)
    notify(env, name, message, counts, NoticeKind.CORRECTION if corrects else NoticeKind.RESTRICTION)
    return Effect(
        act=Act.ALTERATION,
        reason=NodeReason.CORRECTED if corrects else NodeReason.RESTRICTED,
        subjects=tuple(sorted(counts)),
        outcome=Outcome.TAKEN if taken else Outcome.TOMBSTONE,
    )
