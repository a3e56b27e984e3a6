"""Entities as the key index sees them: their live facts, the documents they hold, their markings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core import vocabulary
from passerelle.store import convert, protection
from passerelle.store.models import Entity, Statement
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from passerelle.core.asking import Attribution
    from passerelle.core.marking import Marking

Fact = tuple[str, str, str, str]  # schema, property, value, marking


@dataclass(frozen=True, slots=True)
class Subject:
    """What the index needs to know of one entity: its live facts, and the markings they stand under."""

    entity: str
    schema: str
    facts: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # passports and the like that it holds
    markings: tuple[Marking, ...]
    protected: bool
    attribution: Attribution | None = None
    received: tuple[Fact, ...] = ()  # what partners released of it: compared here, never asked by anybody


def of(
    alias: str, entities: Iterable[str], *, now: datetime, attribution: Attribution | None
) -> Iterator[Subject]:
    """The subjects behind these entities; a document speaks for its holder and has no keys of its own."""
    touched = set(entities)
    touched |= _holders(alias, sorted(touched))
    for chunk in in_chunks(sorted(touched)):
        yield from _subjects(alias, chunk, now, attribution)


def portions(alias: str, size: int) -> Iterator[list[str]]:
    """Every entity of the node, so many at a time."""
    known = Entity.objects.using(alias).order_by("id")
    last = ""
    while found := list(known.filter(id__gt=last).values_list("id", flat=True)[:size]):
        yield found
        last = found[-1]


def _subjects(
    alias: str, entities: Sequence[str], now: datetime, attribution: Attribution | None
) -> Iterator[Subject]:
    facts = _facts(alias, entities)
    held = _held(alias, entities)
    document_facts = _facts(alias, sorted({one for documents in held.values() for one in documents}))
    received = _facts(alias, entities, received=True)
    every = [fact for part in (facts, document_facts, received) for found in part.values() for fact in found]
    markings = convert.markings(alias, {fact[3] for fact in every})
    helping = {digest for digest, marking in markings.items() if marking.purpose.is_help}
    protected = protection.protected(alias, entities, now)
    documents_with_holder = {one for one in entities if _has_holder(facts.get(one, []))}
    for entity in entities:
        own = [] if entity in documents_with_holder else facts.get(entity, [])
        yield Subject(
            entity=entity,
            schema=own[0][0] if own else "Thing",
            facts=_said(own, helping),
            documents=tuple(
                (document_facts[one][0][0], said)
                for one in held[entity]
                if (said := _said(document_facts.get(one, ()), helping))
            ),
            markings=tuple(markings[digest] for digest in sorted({fact[3] for fact in own})),
            protected=entity in protected,
            attribution=attribution,
            received=tuple(fact for fact in received.get(entity, ()) if fact[3] not in helping),
        )


def _said(facts: Iterable[Fact], helping: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Rule 19: what is held to help or to rescue makes no key, so that nothing ever asks it anything."""
    return tuple((prop, value) for _, prop, value, marking in facts if marking not in helping)


def _facts(alias: str, entities: Sequence[str], *, received: bool = False) -> dict[str, list[Fact]]:
    """Our own live facts of each entity, or those that partners released."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for chunk in in_chunks(entities):
        live = Statement.objects.using(alias).filter(entity__in=chunk, state=Statement.State.LIVE)
        rows = live.exclude(arrived_from="") if received else live.filter(arrived_from="")
        for entity, *fact in rows.values_list("entity", "schema", "prop", "value", "marking"):
            found[entity].append((fact[0], fact[1], fact[2], fact[3]))
    return found


def _has_holder(facts: list[Fact]) -> bool:
    return any(prop == "holder" and vocabulary.is_a(schema, "Identification") for schema, prop, _, _ in facts)


def _held(alias: str, entities: Sequence[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = Statement.objects.using(alias).filter(
        value__in=entities, reference=True, prop="holder", state=Statement.State.LIVE
    )
    for document, schema, holder in rows.order_by("id").values_list("entity", "schema", "value"):
        if vocabulary.is_a(schema, "Identification"):
            found[holder].append(document)
    return found


def _holders(alias: str, entities: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in in_chunks(entities):
        rows = Statement.objects.using(alias).filter(
            entity__in=chunk, reference=True, prop="holder", state=Statement.State.LIVE
        )
        found |= set(rows.values_list("value", flat=True))
    return found
