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
from passerelle.matching.match_key import keys_of
from passerelle.matching.subject import Subject
from passerelle.store import key_index

if TYPE_CHECKING:
    from collections.abc import Collection

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
    """The entities this reader may see that share a key with this one, the most telling first.

    Raises AbsentError when the reader may not see the entity itself.
    """
    found = candidates_of(env, access, [entity])
    if entity not in found:
        raise AbsentError("entity")
    return found[entity]


def candidates_of(
    env: Env, access: Access, entities: Collection[str], *, most: int = MOST_CANDIDATES
) -> dict[str, tuple[Candidate, ...]]:
    """The same for several entities, read and journalled at once; those not to be seen are absent."""
    others = key_index.sharing(env.database, list(entities), most=most)
    facts: dict[str, list[FactView]] = {}
    wanted = {*entities, *(one for found in others.values() for one in found)}
    for fact, about in visible_facts(env, access, sorted(wanted)):
        facts.setdefault(about, []).append(fact)
    shown = {
        one: [other for other in others.get(one, ()) if other in facts] for one in entities if one in facts
    }
    subjects = {*shown, *(other for found in shown.values() for other in found)}
    consulted(env, access, subjects=sorted(subjects), reference="comparison")
    return {one: _compared(one, found, facts) for one, found in shown.items()}


def compare_two(left: list[FactView], right: list[FactView]) -> Comparison:
    """The comparison of two records whose facts the reader has before them."""
    return compare(_subject(left), _subject(right), grade=right[0].marking.grade)


def _compared(entity: str, others: list[str], facts: dict[str, list[FactView]]) -> tuple[Candidate, ...]:
    own = _subject(facts[entity])
    subjects = {one: _subject(facts[one]) for one in others}
    own_keys = keys_of(own.schema, own.facts)
    keys = {one: keys_of(subject.schema, subject.facts) for one, subject in subjects.items()}
    holders = Counter(key for found in [own_keys, *keys.values()] for key in found)
    made = [
        _candidate(
            one,
            facts[one],
            subject.schema,
            compare(
                own, subject, grade=facts[one][0].marking.grade, holders=holders, keys=own_keys & keys[one]
            ),
        )
        for one, subject in subjects.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.comparison.rank, one.entity)))


def _subject(facts: list[FactView]) -> Subject:
    return Subject(schema=facts[0].schema, facts=tuple((fact.prop, fact.value) for fact in facts))


def _candidate(entity: str, facts: list[FactView], schema: str, comparison: Comparison) -> Candidate:
    return Candidate(
        entity=entity,
        schema=schema,
        caption=caption(facts),
        owners=tuple(sorted({fact.owner_name for fact in facts})),
        comparison=comparison,
    )
