"""Exhibits that are shut: what they show is of somebody who is under protection now (rule 1).

Nothing is told at the moment of protection: each look asks again. Those who
inquire find no such exhibit; those who work with protected persons find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.exhibit_bytes import SECRET
from passerelle.casework.number_in_hand import is_of_protected
from passerelle.core.values import document_number
from passerelle.evidence.exhibit import note
from passerelle.matching.match_key import Key, KeyKind
from passerelle.store.models import Statement
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.core.env import Env
    from passerelle.store.models import Exhibit

STEPS = 2  # from the exhibit to the document that it shows, and on to its holder


def is_shut(env: Env, row: Exhibit) -> bool:
    """Whether somebody whom the exhibit shows is under protection now."""
    if protected(env.database, _around(env, row.entity), env.now()):
        return True
    number = document_number.normal(note(env.secret(SECRET), bytes(row.about)))
    return number is not None and is_of_protected(env, Key(KeyKind.DOCUMENT, number))


def _around(env: Env, entity: str) -> set[str]:
    """The exhibit's entity and what links join it to: the document that it shows, and its holder."""
    found = {entity}
    for _ in range(STEPS):
        found |= _joined(env, found)
    return found


def _joined(env: Env, entities: Collection[str]) -> set[str]:
    links = Statement.objects.using(env.database).filter(reference=True, state=Statement.State.LIVE)
    into = set(links.filter(value__in=entities).values_list("entity", flat=True))
    out = links.filter(entity__in={*entities, *into}).values_list("value", flat=True)
    return into | set(out)
