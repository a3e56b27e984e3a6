"""The index of names follows what is recorded, and says which names of others are probably the same.

What changed is noted in the transaction that changed it; the index, which lies
on disk beside the database, follows afterwards and loses nothing if the process
ends between. Nobody who is protected now has a name in it (rule 1), nor anybody
joined to such a person by a judgement or as a relative. No partner's question
ever meets it (rule 20): it serves search at this desk, and notices here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.indexing import MOST_HOLDERS, LocalHit
from passerelle.casework.noticing import notify_local_hits
from passerelle.matching.match_key import NAME_PROPS, split_names
from passerelle.matching.name_key import ENOUGH, person_bits
from passerelle.matching.name_token import skeletons
from passerelle.store import judgements, key_index, name_change, protection, subjects

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from passerelle.core.env import Env, Names
    from passerelle.store.subjects import Subject

PORTION = 500
NAMELESS = frozenset({"Address", "BankAccount", "Document", "Thing"})
KIND = "name"
Row = tuple[str, str, str, str, str]  # entity, name, schema, dates of birth, what stands beside


def follow_names(env: Env) -> int:
    """How many changes, at most 500, the index of names and the notices have followed."""
    names = env.names
    if not names.is_built:
        names.build(_everybody(env))
    waiting = name_change.waiting(env.database, PORTION)
    if not waiting:
        return 0
    changed = {entity for _, entity in waiting}
    rows = _rows_of(env, changed)
    # The index first: a process that ends before the commit does the same again, and nothing is lost.
    names.replace([row for found in rows.values() for row in found], list(rows))
    with transaction.atomic(using=env.database):
        own = {entity: rows[entity] for entity in sorted(changed & rows.keys())}
        notify_local_hits(env, _hits(env, names, own), case="")
        name_change.followed(env.database, [number for number, _ in waiting])
    return len(waiting)


def _everybody(env: Env) -> Iterator[Row]:
    """What everybody on this node is called; an index built from it makes no notice."""
    for portion in subjects.portions(env.database, PORTION):
        for subject in subjects.of(env.database, portion, now=env.now(), attribution=None):
            if not subject.protected:
                yield from _rows(subject)


def _rows_of(env: Env, changed: Collection[str]) -> dict[str, list[Row]]:
    """What each of these is called, and whoever is joined to them; nothing of who is protected."""
    joined = {one for judgement in judgements.around(env.database, changed) for one in judgement.pair}
    around = {*changed, *joined, *protection.relatives(env.database, sorted({*changed, *joined}))}
    rows: dict[str, list[Row]] = {one: [] for one in around}
    for subject in subjects.of(env.database, around, now=env.now(), attribution=None):
        rows[subject.entity] = [] if subject.protected else list(_rows(subject))
    return rows


def _rows(subject: Subject) -> Iterator[Row]:
    said = [*((subject.schema, prop, value) for prop, value in subject.facts)]
    said += [(schema, prop, value) for schema, prop, value, _ in subject.received]
    born = " ".join(dict.fromkeys(value for _, prop, value in said if prop == "birthDate"))
    names: defaultdict[str, list[str]] = defaultdict(list)
    for schema, prop, value in said:
        if prop in NAME_PROPS and schema not in NAMELESS:
            names[schema].append(value)
    for schema, values in names.items():
        for name in dict.fromkeys(part.strip() for part in split_names(values)):
            if name:
                yield subject.entity, name, schema, born, ""


def _hits(env: Env, names: Names, rows: dict[str, list[Row]]) -> Iterable[LocalHit]:
    """What each shares by name alone with somebody who came from elsewhere; who shares a key is known."""
    found = {entity: _alike(names, own) - {entity} for entity, own in rows.items()}
    known = key_index.sharing(env.database, list(found), most=PORTION)
    everybody = {one for others in found.values() for one in others}
    origin = key_index.origins(env.database, everybody | set(found))
    # A notice names nobody who became protected since the index last followed.
    hidden = protection.protected(env.database, everybody, env.now())
    for entity, others in sorted(found.items()):
        fresh = sorted(
            one
            for one in others - hidden - set(known.get(entity, ()))
            if origin.get(one) != origin.get(entity)
        )
        if fresh:
            yield LocalHit(entity, ((KIND, len(fresh), tuple(fresh[:MOST_HOLDERS])),), 0)


def _alike(names: Names, rows: Iterable[Row]) -> set[str]:
    """Who bears one of these names, where it is telling enough or the dates of birth speak for it."""
    found: set[str] = set()
    for _, name, schema, born, _ in rows:
        telling = sum(map(person_bits, set(skeletons(name)))) >= ENOUGH
        first = born.split(" ", maxsplit=1)[0]
        found |= {one.id for one in names.hits(name, first, schema) if telling or one.dated}
    return found
