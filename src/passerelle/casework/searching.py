"""Search by keys, with a reason; without one there is nothing, not even a count (rule 11).

The words typed become the same keys that hits are made of, so a name is found
across scripts and spellings. Nationality and birthplace give no key and so
find nobody (rule 9). What the reader may not see is neither shown nor counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.journaling import consulted
from passerelle.casework.reading import FactView, caption, visible_facts
from passerelle.matching.match_key import NAME_PROPS, Key, KeyKind, keys_of, split_names
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
    asked = _Asked(
        keys={str(key): str(key.kind) for key in _keys(text)}, words=search_words([("name", text)])
    )
    holders, common = _holders(env, asked)
    alike = _alike(env, text)
    facts: dict[str, list[FactView]] = {}
    for fact, entity in visible_facts(env, access, list({*holders, *alike})):
        facts.setdefault(entity, []).append(fact)
    # By what this reader may not see nobody is found, and no reason tells it.
    named = {one: hit.why for one, hit in alike.items() if hit.name in _names(facts.get(one, ()))}
    agreeing, kinds = Counter[str](), dict[str, set[str]]()
    for entity, seen in facts.items():
        agreeing[entity], kinds[entity] = _agreement(asked, seen, holders.get(entity, frozenset()))
        if entity in named:
            agreeing[entity] += 1
            kinds[entity].add("name")
    # What was looked for is bound too, as a digest whose opening can be erased.
    looked_for = hashlib.sha256(text.casefold().encode()).hexdigest()
    ranks = {entity: rank for rank, entity in enumerate(named)}
    found = [one for one in facts if agreeing[one]]
    nearest = sorted(found, key=lambda one: (-agreeing[one], ranks.get(one, MOST_RESULTS), one))[
        :MOST_RESULTS
    ]
    consulted(env, access, subjects=[looked_for, *nearest], reference="search")
    return SearchPage(
        found=tuple(
            _found(one, facts[one], agreeing[one], kinds[one], named.get(one, "")) for one in nearest
        ),
        common=common and bool(facts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The text as keys, each with its kind, and as words."""

    keys: dict[str, str]
    words: frozenset[str]


def _holders(env: Env, asked: _Asked) -> tuple[dict[str, frozenset[str]], bool]:
    """Who holds any of it, with the keys, and whether the words are held by too many to list."""
    keys = {_digest(key): key for key in asked.keys}
    held: defaultdict[str, set[str]] = defaultdict(set)
    for digest, entities in key_index.holders(env.database, list(keys)).items():
        for entity in set(entities[:MOST_HOLDERS]):
            held[entity].add(keys[digest])
    by_words = key_index.holders_of_most(env.database, list(map(_digest, asked.words)), most=MOST_HOLDERS)
    found = {entity: frozenset(held[entity]) for entity in {*held, *by_words}}
    return found, len(by_words) >= MOST_HOLDERS


def _agreement(asked: _Asked, facts: Iterable[FactView], held: frozenset[str]) -> tuple[int, set[str]]:
    """How much of what was asked these facts say, and by which kinds of key."""
    said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact in facts:
        said[fact.schema].append((fact.prop, fact.value))
    own = {str(key) for schema, pairs in said.items() for key in keys_of(schema, pairs)}
    # A document's number is a key of its holder, among whose facts it does not stand.
    keys = {key for key in held if key in own or asked.keys[key] == KeyKind.DOCUMENT}
    words = asked.words & search_words(pair for pairs in said.values() for pair in pairs)
    enough = len(words) >= max(len(asked.words) - len(asked.words) // 3, 1)
    kinds = {asked.keys[key] for key in keys} | ({"name"} if enough else set())
    return 2 * len(keys) + (len(words) if enough else 0), kinds


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
