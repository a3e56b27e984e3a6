"""Search by keys, with a reason; without one there is nothing, not even a count (rule 11).

The words typed become the same keys that hits are made of, so a name is found
across scripts and spellings. Nationality and birthplace give no key and so
find nobody (rule 9). What the reader may not see is neither shown nor counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.journaling import consulted
from passerelle.casework.reading import FactView, caption, visible_facts
from passerelle.matching.match_key import Key, keys_of
from passerelle.matching.search_word import search_words
from passerelle.store import key_index

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env

LONGEST_QUERY = 200
MOST_RESULTS = 50
MOST_HOLDERS = 500
# The words are read as each of these; what they cannot be gives no key.
READINGS = (
    ("Person", "name"),
    ("Organization", "name"),
    ("Person", "phone"),
    ("Person", "email"),
    ("Person", "passportNumber"),
    ("BankAccount", "accountNumber"),
    ("BankAccount", "iban"),
    ("Vehicle", "registrationNumber"),
    ("CryptoWallet", "publicKey"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entity that holds a key of what was typed."""

    entity: str
    schema: str
    caption: str
    owners: tuple[str, ...]
    kinds: tuple[str, ...]  # which kinds of key agree
    keys: int  # how much agrees: two for a key, one for a word; more is nearer
    why: str  # how the name typed and a name of the entity agree; empty where only a key does
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The nearest entities first, at most fifty; `common` says that a key is held by too many to list."""

    found: tuple[Found, ...]
    common: bool


def search(env: Env, access: Access, text: str) -> SearchPage:
    """What this reader may see of the entities that hold a key, or the words, of the text."""
    text = text.strip()[:LONGEST_QUERY]
    agreeing, kinds, common = _holders(env, text)
    named = _named(env, text)
    for entity in named:
        agreeing[entity] += 1
        kinds.setdefault(entity, set()).add("name")
    facts: dict[str, list[FactView]] = {}
    for fact, entity in visible_facts(env, access, list(agreeing)):
        facts.setdefault(entity, []).append(fact)
    # What was looked for is bound too, as a digest whose opening can be erased.
    looked_for = hashlib.sha256(text.casefold().encode()).hexdigest()
    ranks = {entity: rank for rank, entity in enumerate(named)}
    nearest = sorted(facts, key=lambda one: (-agreeing[one], ranks.get(one, MOST_RESULTS), one))[
        :MOST_RESULTS
    ]
    consulted(env, access, subjects=[looked_for, *nearest], reference="search")
    return SearchPage(
        found=tuple(
            _found(one, facts[one], agreeing[one], kinds[one], named.get(one, "")) for one in nearest
        ),
        common=common and bool(facts),
    )


def _holders(env: Env, text: str) -> tuple[Counter[str], dict[str, set[str]], bool]:
    keys = {_digest(str(key)): str(key.kind) for key in _keys(text)}
    words = [_digest(word) for word in search_words([("name", text)])]
    agreeing: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    for digest, entities in key_index.holders(env.database, list(keys)).items():
        for entity in set(entities[:MOST_HOLDERS]):
            agreeing[entity] += 2
            kinds.setdefault(entity, set()).add(keys[digest])
    by_words = key_index.holders_of_most(env.database, words, most=MOST_HOLDERS)
    for entity, count in by_words.items():
        agreeing[entity] += count
        kinds.setdefault(entity, set()).add("name")
    return agreeing, kinds, len(by_words) >= MOST_HOLDERS


def _named(env: Env, text: str) -> dict[str, str]:
    """Whom the index of names knows by a name like this, the nearest first, and why."""
    found = env.names.hits(text) if env.names.is_built and any(sign.isalpha() for sign in text) else ()
    return {one.id: one.why for one in found}


def _keys(text: str) -> frozenset[Key]:
    return frozenset(key for schema, prop in READINGS for key in keys_of(schema, [(prop, text)]) if text)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[: key_index.DIGEST_BYTES]


def _found(entity: str, facts: list[FactView], agreeing: int, kinds: set[str], why: str) -> Found:
    return Found(
        entity=entity,
        schema=facts[0].schema,
        caption=caption(facts),
        owners=tuple(sorted({fact.owner_name for fact in facts})),
        kinds=tuple(sorted(kinds)),
        keys=agreeing,
        why=why,
        facts=tuple(facts),
    )
