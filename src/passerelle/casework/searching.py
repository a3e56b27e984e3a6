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
from passerelle.matching.match_key import NAME_PROPS, Key, keys_of, split_names
from passerelle.matching.search_word import search_words
from passerelle.store import key_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.casework.access import Access
    from passerelle.core.env import Env, NameHit

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
    alike = _alike(env, text)
    facts: dict[str, list[FactView]] = {}
    for fact, entity in visible_facts(env, access, list({*agreeing, *alike})):
        facts.setdefault(entity, []).append(fact)
    # By a name that this reader may not see nobody is found, and no reason tells it.
    named = {one: hit.why for one, hit in alike.items() if hit.name in _names(facts.get(one, ()))}
    for entity in named:
        agreeing[entity] += 1
        kinds.setdefault(entity, set()).add("name")
    # What was looked for is bound too, as a digest whose opening can be erased.
    looked_for = hashlib.sha256(text.casefold().encode()).hexdigest()
    ranks = {entity: rank for rank, entity in enumerate(named)}
    seen = [one for one in facts if agreeing[one]]
    nearest = sorted(seen, key=lambda one: (-agreeing[one], ranks.get(one, MOST_RESULTS), one))[:MOST_RESULTS]
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


def _alike(env: Env, text: str) -> dict[str, NameHit]:
    """Whom the index of names knows by a name like this, the nearest first."""
    found = env.names.hits(text) if env.names.is_built and any(sign.isalpha() for sign in text) else ()
    return {one.id: one for one in found}


def _names(facts: Iterable[FactView]) -> set[str]:
    """The names that these facts say, as the index of names holds them."""
    said = [fact.value for fact in facts if fact.prop in NAME_PROPS]
    return {part.strip() for part in split_names(said)}


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
