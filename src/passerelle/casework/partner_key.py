"""The keys for questions that partners showed us: kept as first seen, and bound in our journal.

An answer is checked against the key that its question was put to, whatever
card came since. Two askers' journals show whether one node gave them two keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.journaling import record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.protocol.journal import Act
from passerelle.protocol.question import key_fingerprint
from passerelle.store.models import PartnerKey

if TYPE_CHECKING:
    from passerelle.casework.partners import Partner
    from passerelle.core.env import Env


def pin(env: Env, asked: Partner) -> bytes:
    """The partner's public key for questions, in our journal from its first use on; caller's transaction."""
    public = asked.card.oprf_key
    _, first = PartnerKey.objects.using(env.database).get_or_create(
        node=asked.node,
        fingerprint=key_fingerprint(public),
        defaults={"public": public, "serial": asked.card.serial, "seen_at": env.now()},
    )
    if first:
        record_by_node(
            env,
            Act.ACCESS_CHANGE,
            reason=NodeReason.KEY_FIRST_USED,
            case="key",
            recipients=[asked.node],
            commitments=[public.hex()],
        )
    return public


def pinned(env: Env, node: str, fingerprint: bytes) -> bytes | None:
    """The public key of that fingerprint that this partner showed us."""
    rows = PartnerKey.objects.using(env.database).filter(node=node, fingerprint=fingerprint)
    found = rows.values_list("public", flat=True).first()
    return None if found is None else bytes(found)
