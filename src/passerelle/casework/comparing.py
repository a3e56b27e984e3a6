"""Two records side by side: what agrees, differs or is missing, for a person who will judge.

Candidates come from the one key index when they are asked for; there is no
table of pairs. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import consulted
from passerelle.casework.reading import caption, visible_facts
from passerelle.matching.comparison import Comparison, compare
from passerelle.matching.match_key import Key, keys_of
from passerelle.matching.subject import Subject
from passerelle.store import key_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.casework.access import Access
    from passerelle.casework.reading import FactView
    from passerelle.core.env import Env

MOST_CANDIDATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Another entity that shares a key, and the comparison a person reads."""

    entity: str
    schema: str
    caption: str
    owners: tuple[str, ...]
    comparison: Comparison


def candidates(env: Env, access: Access, entity: str) -> tuple[Candidate, ...]:
    """The entities this reader may see that share a key with this one, the most telling first."""
    others = key_index.sharing(env.database, entity, most=MOST_CANDIDATES)
    found = compared(env, access, entity, others)
    consulted(env, access, subjects=[entity, *(one.entity for one in found)], reference="comparison")
    return found


def compared(env: Env, access: Access, entity: str, others: Iterable[str]) -> tuple[Candidate, ...]:
    """The comparison with each of the others that the reader may see; the caller journals it."""
    facts: dict[str, list[FactView]] = {}
    for fact, about in visible_facts(env, access, [entity, *others]):
        facts.setdefault(about, []).append(fact)
    if entity not in facts:
        raise AbsentError("entity")
    own = _subject(facts.pop(entity))
    subjects = {one: _subject(known) for one, known in facts.items()}
    holders = _holders([own, *subjects.values()])
    made = [_candidate(one, facts[one], own, subject, holders) for one, subject in subjects.items()]
    return tuple(sorted(made, key=lambda one: (one.comparison.rank, one.entity)))


def _subject(facts: list[FactView]) -> Subject:
    return Subject(schema=facts[0].schema, facts=tuple((fact.prop, fact.value) for fact in facts))


def _holders(subjects: list[Subject]) -> Counter[Key]:
    return Counter(key for subject in subjects for key in keys_of(subject.schema, subject.facts))


def _candidate(
    entity: str, facts: list[FactView], own: Subject, other: Subject, holders: Counter[Key]
) -> Candidate:
    grade = facts[0].marking.grade
    return Candidate(
        entity=entity,
        schema=other.schema,
        caption=caption(facts),
        owners=tuple(sorted({fact.owner_name for fact in facts})),
        comparison=compare(own, other, grade=grade, holders=holders),
    )
