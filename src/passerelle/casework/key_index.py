"""The local keys of an entity after partners released or recalled something of it.

What partners may ask about is decided where our own statements are recorded;
those rows are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.indexing import received_keys, subject_keys, subject_words, word_row
from passerelle.casework.key_digest import key_digest
from passerelle.store import subjects
from passerelle.store.models import MatchKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.core.env import Env
    from passerelle.matching.match_key import Key


def index_keys(env: Env, entities: Sequence[str]) -> dict[str, frozenset[Key]]:
    """The keys of these entities; the local index holds those of their live statements and no others."""
    kept: dict[str, frozenset[Key]] = {}
    for subject in subjects.of(env.database, entities, now=env.now(), attribution=None):
        rows = MatchKey.objects.using(env.database).filter(entity=subject.entity)
        rows.filter(askable=False).delete()
        if subject.protected:
            continue
        askable = {bytes(one) for one in rows.values_list("digest", flat=True)}
        keys = kept[subject.entity] = subject_keys(subject) | received_keys(subject)
        found = {key_digest(str(key)): str(key.kind) for key in keys}
        MatchKey.objects.using(env.database).bulk_create(
            MatchKey(digest=digest, kind=kind, entity=subject.entity)
            for digest, kind in sorted(found.items())
            if digest not in askable
        )
        words = [word_row(word, subject.entity) for word in sorted(subject_words(subject))]
        MatchKey.objects.using(env.database).bulk_create(
            MatchKey(digest=digest, kind=kind, entity=entity) for digest, kind, entity, *_ in words
        )
    return kept
