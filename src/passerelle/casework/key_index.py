"""The local keys of an entity after partners released or recalled something of it.

What partners may ask about is decided where our own statements are recorded;
those rows are left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.indexing import received_keys, subject_keys, subject_words, word_row
from passerelle.casework.key_digest import key_digest
from passerelle.store import key_index, subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.core.env import Env
    from passerelle.matching.match_key import Key


def index_keys(env: Env, entities: Sequence[str]) -> dict[str, frozenset[Key]]:
    """The keys of these entities; the local index holds those of their live statements and no others."""
    kept: dict[str, frozenset[Key]] = {}
    touched: list[str] = []
    wanted: list[key_index.KeyRow] = []
    for subject in subjects.of(env.database, entities, now=env.now(), attribution=None):
        touched.append(subject.entity)
        if subject.protected:
            continue
        keys = kept[subject.entity] = subject_keys(subject) | received_keys(subject)
        found = {key_digest(str(key)): str(key.kind) for key in keys}
        wanted += [
            (digest, kind, subject.entity, False, None, *key_index.NOT_MASKED)
            for digest, kind in found.items()
        ]
        wanted += [word_row(word, subject.entity) for word in subject_words(subject)]
    key_index.replace_local(env.database, touched, sorted(wanted, key=lambda row: (row[2], row[1], row[0])))
    return kept
