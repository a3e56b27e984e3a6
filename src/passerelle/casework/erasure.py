"""Content that is taken away: salt and value go, the id stays and nobody can confirm a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.key_index import index_keys
from passerelle.store.models import Licence, Statement
from passerelle.store.wiping import wipe_after_commit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.core.env import Env


def erase_records(env: Env, records: Sequence[str], *, state: str) -> list[str]:
    """The entities that lost a statement; their keys are those of what remains."""
    rows = Statement.objects.using(env.database).filter(record__in=records)
    entities = sorted(set(rows.exclude(salt=b"").values_list("entity", flat=True)))
    rows.update(salt=b"", value="", source="", reference=False, state=state)
    Licence.objects.using(env.database).filter(record__in=records).delete()
    index_keys(env, entities)
    wipe_after_commit(env.database)
    return entities
