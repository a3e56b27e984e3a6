"""The one key index: the keys of what was written, which of them partners may ask about, and local hits.

There is no table of pairs. Who else holds a key is read from the index when it
is needed, up to a cap; beyond it the key is a common value and says little.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.key_digest import fingerprint, key_digest
from passerelle.casework.masking import Progress, masked
from passerelle.core import vocabulary
from passerelle.core.asking import Candidate, may_enter_index
from passerelle.core.decision import Permit, Refuse
from passerelle.core.values import date as values_date
from passerelle.matching.match_key import Key, keys_of, kind_of
from passerelle.matching.search_word import search_words
from passerelle.protocol.question import key_prefix
from passerelle.store import key_index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from passerelle.core.env import Env
    from passerelle.store.subjects import Subject

MOST_HOLDERS = 20
GROWN_UP = 18


def index(
    env: Env, subjects: Iterable[Subject], *, today: date, progress: Progress | None = None
) -> dict[str, frozenset[Key]]:
    """The keys of each subject, now the only ones that the index holds for it."""
    keys: dict[str, frozenset[Key]] = {}
    words: dict[str, frozenset[str]] = {}
    askable: dict[str, frozenset[Key]] = {}
    for subject in subjects:
        if subject.protected:
            _keep_fingerprints(env, subject)
            keys[subject.entity] = frozenset()
            continue
        own = subject_keys(subject)
        keys[subject.entity] = own | received_keys(subject)
        words[subject.entity] = search_words(
            [*subject.facts, *((prop, value) for _, prop, value, _ in subject.received)]
        )
        askable[subject.entity] = own if is_askable(subject, today) else frozenset()
    wanted = {str(key) for found in askable.values() for key in found}
    entries = masked(env, sorted(wanted), progress)
    rows = [
        _row(key, entity, entries[str(key)] if key in askable[entity] else key_index.NOT_MASKED)
        for entity, found in keys.items()
        for key in sorted(found)
    ]
    rows += [word_row(word, entity) for entity, found in words.items() for word in sorted(found)]
    key_index.replace(env.database, list(keys), rows)
    return keys


def _keep_fingerprints(env: Env, subject: Subject) -> None:
    """What a protected subject's keys were can still be told apart here, and is in no index."""
    found = subject_keys(subject) | received_keys(subject)
    rows = [(fingerprint(env, key.kind, key.value), subject.entity, str(key.kind)) for key in sorted(found)]
    key_index.keep_fingerprints(env.database, rows)


def subject_keys(subject: Subject) -> frozenset[Key]:
    """The keys of an entity and of the documents it holds; a document's key is its holder's."""
    found = keys_of(subject.schema, subject.facts)
    for schema, facts in subject.documents:
        found |= keys_of(schema, facts)
    return found


def received_keys(subject: Subject) -> frozenset[Key]:
    """The keys of what partners released of an entity: held for comparison here alone."""
    facts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for schema, prop, value, _ in subject.received:
        facts[schema].append((prop, value))
    return frozenset(key for schema, pairs in facts.items() for key in keys_of(schema, pairs))


def subject_words(subject: Subject) -> frozenset[str]:
    """The words of every name that anybody gave the entity."""
    received = ((prop, value) for _, prop, value, _ in subject.received)
    return search_words([*subject.facts, *received])


def is_askable(subject: Subject, today: date) -> bool:
    """Whether rule 20 lets partners ask about this entity's keys; every marking must."""
    telling = [prop for prop, _ in subject.facts if prop == "name" or kind_of(subject.schema, prop)]
    if not telling or not subject.markings:
        return False
    decisions = [
        may_enter_index(
            Candidate(
                category=marking.category,
                schema=subject.schema,
                prop=telling[0],
                purpose=marking.purpose,
                attribution=subject.attribution,
                minor=_is_minor(subject, today),
                protected=subject.protected,
            )
        )
        for marking in subject.markings
    ]
    return all(_permits(decision) for decision in decisions)


def _permits(decision: Permit | Refuse) -> bool:
    match decision:
        case Permit():
            return True
        case Refuse():
            return False


def _is_minor(subject: Subject, today: date) -> bool:
    """True when any stated birth date may be less than eighteen years ago: its last possible day counts."""
    if not vocabulary.is_a(subject.schema, "Person"):
        return False
    return any(_may_be_minor(value, today) for prop, value in subject.facts if prop == "birthDate")


def _may_be_minor(born: str, today: date) -> bool:
    form = values_date.normal(born)
    if form is None:
        # A date that no calendar has tells no age.
        return True
    latest = values_date.span(form)[1]
    return (latest.year + GROWN_UP, latest.month, latest.day) > (today.year, today.month, today.day)


def _row(key: Key, entity: str, forms: key_index.MaskedForms) -> key_index.KeyRow:
    askable = forms != key_index.NOT_MASKED
    prefix = key_prefix(str(key).encode()) if askable else None
    return (key_digest(str(key)), str(key.kind), entity, askable, prefix, *forms)


def word_row(word: str, entity: str) -> key_index.KeyRow:
    """The row of a word, which serves search at this desk alone: never askable, never a hit."""
    return (
        hashlib.sha256(word.encode()).digest()[: key_index.DIGEST_BYTES],
        "word",
        entity,
        False,
        None,
        *key_index.NOT_MASKED,
    )


@dataclass(frozen=True, slots=True)
class LocalHit:
    """One entity shares keys with others of this node that came from elsewhere."""

    entity: str
    shared: tuple[tuple[str, int, tuple[str, ...]], ...]  # kind, holders, which others; rarest first
    common: int  # keys so widespread that they say little


def local_hits(env: Env, keys: dict[str, frozenset[Key]]) -> list[LocalHit]:
    """What the given entities share with entities of another dataset or case, rarest first."""
    by_digest: defaultdict[bytes, list[tuple[str, Key]]] = defaultdict(list)
    for entity, found in keys.items():
        for key in found:
            by_digest[key_digest(str(key))].append((entity, key))
    holders = key_index.holders(env.database, list(by_digest))
    origin = key_index.origins(env.database, {one for held in holders.values() for one in held} | set(keys))
    shared: defaultdict[str, list[tuple[str, int, tuple[str, ...]]]] = defaultdict(list)
    common: Counter[str] = Counter()
    for digest, mine in by_digest.items():
        for entity, key in mine:
            others = [one for one in holders.get(digest, ()) if origin.get(one) != origin.get(entity)]
            if len(others) > MOST_HOLDERS:
                common[entity] += 1
            elif others:
                shared[entity].append((str(key.kind), len(others), tuple(sorted(others))))
    return _ranked(shared, common)


def _ranked(
    shared: dict[str, list[tuple[str, int, tuple[str, ...]]]], common: Counter[str]
) -> list[LocalHit]:
    hits = [
        LocalHit(
            entity, tuple(sorted(shared.get(entity, []), key=lambda one: (one[1], one[0]))), common[entity]
        )
        for entity in {*shared, *common}
    ]
    return sorted(hits, key=lambda hit: (hit.shared[0][1] if hit.shared else MOST_HOLDERS + 1, hit.entity))
