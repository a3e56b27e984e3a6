"""A request checked on arrival against what is held, and against other requests: ids alone, no value.

Directive (EU) 2023/977 article 16(1)(d). Who opens the request sees of what was
found what they may read; nobody else sees even how much there was.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from passerelle.casework.key_digest import key_digest
from passerelle.core import vocabulary
from passerelle.core.request_duplicate import WINDOW, Likeness, Traits, likenesses, words_of
from passerelle.core.request_kind import Direction
from passerelle.errors import PasserelleError
from passerelle.matching.match_key import keys_of
from passerelle.store import key_index
from passerelle.store.models import Request, RequestCopy
from passerelle.store.protection import protected
from passerelle.store.requests import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.env import Env
    from passerelle.core.request_content import RequestContent

MOST_FOUND = 50


class RequestSubjectError(PasserelleError):
    """A fact about whom or what is asked may not be said in a request; nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "a fact of the request is none of the vocabulary, or not cleared to be told; nothing was sent"
        )


def keys_in(content: RequestContent) -> list[str]:
    """The digests of what the request is about."""
    facts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in content.about:
        facts[one.schema].append((one.prop, one.value))
    found = {key_digest(str(key)).hex() for schema, said in facts.items() for key in keys_of(schema, said)}
    return sorted(found)


def held_here(env: Env, keys: Iterable[str]) -> list[str]:
    """The entities of this node that hold one of these keys, those with most of them first."""
    held = key_index.holders(env.database, [bytes.fromhex(one) for one in keys])
    counted: defaultdict[str, int] = defaultdict(int)
    for entities in held.values():
        for entity in set(entities):
            counted[entity] += 1
    return sorted(counted, key=lambda one: (-counted[one], one))[:MOST_FOUND]


def require_sayable(env: Env, content: RequestContent) -> None:
    """Nothing, where every fact is of the vocabulary and of nobody under protection (rule 1)."""
    for one in content.about:
        try:
            vocabulary.prop(one.schema, one.prop)
        except PasserelleError:
            raise RequestSubjectError from None
    if protected(env.database, set(held_here(env, keys_in(content))), env.now()):
        raise RequestSubjectError


def similar(env: Env, row: Request) -> tuple[Likeness, ...]:
    """The requests that may be this one over again, through any channel."""
    near = Request.objects.using(env.database).filter(
        direction=row.direction,
        country=row.country,
        receipt__range=(row.receipt - WINDOW, row.receipt + WINDOW),
    )
    rows = list(near.filter(duplicate_of="").exclude(id=row.id))
    return likenesses(_traits(env, row), [_traits(env, one) for one in rows])


def _traits(env: Env, row: Request) -> Traits:
    content = content_of(row)
    copies = RequestCopy.objects.using(env.database).filter(request=row).exclude(reference="")
    references = {row.reference, *copies.values_list("reference", flat=True)} - {""}
    return Traits(
        id=row.id,
        direction=Direction(row.direction),
        country=row.country,
        at=row.receipt,
        references=frozenset(references),
        keys=frozenset(row.keys),
        words=words_of(content) if content else frozenset(),
    )
