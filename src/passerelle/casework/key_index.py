"""The local keys of what partners released: compared here, never asked by anybody.

What partners may ask about is decided where our own statements are recorded;
those rows are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.key_digest import key_digest
from passerelle.matching.match_key import Key, keys_of
from passerelle.store.models import MatchKey, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.env import Env


def index_keys(env: Env, entities: Iterable[str]) -> None:
    """The local keys of these entities are those of their live statements, no more and no fewer."""
    for entity in entities:
        rows = MatchKey.objects.using(env.database).filter(entity=entity)
        rows.filter(askable=False).delete()
        askable = {bytes(one) for one in rows.values_list("digest", flat=True)}
        found = {key_digest(str(key)): str(key.kind) for key in _keys(env, entity)}
        MatchKey.objects.using(env.database).bulk_create(
            MatchKey(digest=digest, kind=kind, entity=entity)
            for digest, kind in sorted(found.items())
            if digest not in askable
        )


def _keys(env: Env, entity: str) -> set[Key]:
    live = Statement.objects.using(env.database).filter(entity=entity, state=Statement.State.LIVE)
    facts: dict[str, list[tuple[str, str]]] = {}
    for schema, prop, value in live.values_list("schema", "prop", "value"):
        facts.setdefault(schema, []).append((prop, value))
    return {key for schema, pairs in facts.items() for key in keys_of(schema, pairs)}
