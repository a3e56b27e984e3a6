"""Local hits as notices: one for each entity, rarest key first, references and counts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.store.models import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.casework.indexing import LocalHit
    from passerelle.core.env import Env

KIND = "local-hit"
MOST_KEYS = 10


def notify_local_hits(env: Env, hits: Iterable[LocalHit], *, case: str) -> int:
    """The number of notices that now wait in the inbox; widespread keys alone make none."""
    now = env.now()
    rows = [
        Notice(
            id=env.new_id(),
            kind=KIND,
            at=now,
            service=env.service,
            case=case,
            entity=hit.entity,
            facts={
                "shared": [
                    {"kind": kind, "holders": holders, "others": list(others)}
                    for kind, holders, others in hit.shared[:MOST_KEYS]
                ],
                "more": max(len(hit.shared) - MOST_KEYS, 0),
                "common_values": hit.common,
            },
        )
        for hit in hits
        if hit.shared
    ]
    return len(Notice.objects.using(env.database).bulk_create(rows))
