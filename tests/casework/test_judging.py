"""What one agreement permits stays where any other in force between the two forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.test_sharing import Pair
from tests.simulator.node import TERMS, agree

from passerelle.casework.explaining import explain
from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.refusal_reason import RefusalReason
from passerelle.store.models import Agreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv

NO_PERSONS = """
[[clause]]
number = "9"
effect = "forbid"
text = "Nothing about a person goes."
schemata = ["Person"]
"""


@pytest.fixture
def pair(new_env: Callable[[int], SeededEnv]) -> Pair:
    return Pair(new_env)


def forbid(pair: Pair, *, until: str = '"open"') -> str:
    """A second agreement of the two, which forbids what the first permits."""
    return agree(pair.oberland, pair.unterland, terms=TERMS + NO_PERSONS, until=until).id


def decisions(pair: Pair, entity: str) -> set[Decision]:
    return {line.decision for line in pair.preview(entity).lines}


def test_a_clause_of_another_agreement_in_force_forbids(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    assert all(isinstance(one, Permit) for one in decisions(pair, entity))
    other = forbid(pair)
    assert decisions(pair, entity) == {Refuse(RefusalReason.FORBIDDEN, "9", other)}


def test_what_another_agreement_forbade_when_it_left_is_what_the_explanation_says(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    pair.release(entity)
    other = forbid(pair)
    found = explain(
        pair.oberland.env,
        pair.oberland.access(),
        entities=[entity],
        recipient=pair.unterland.id,
        agreement=pair.agreement,
    )
    refused = Refuse(RefusalReason.FORBIDDEN, "9", other)
    assert {verdict.decision for line in found.lines for verdict in line.now} == {refused}
    assert all(isinstance(sending.then, Permit) for line in found.lines for sending in line.sent)


def test_an_agreement_that_ended_forbids_nothing(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    forbid(pair, until="2026-02-01")
    assert all(isinstance(one, Permit) for one in decisions(pair, entity))


def test_an_agreement_that_a_party_has_not_signed_forbids_nothing(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    other = forbid(pair)
    Agreement.objects.using(pair.oberland.env.database).filter(id=other).update(signatures={})
    assert all(isinstance(one, Permit) for one in decisions(pair, entity))


def test_what_only_another_agreement_permits_does_not_leave_under_the_chosen_one(pair: Pair) -> None:
    entity, _ = pair.oberland.person("Ivo Marten", "+999100200300")
    chosen = agree(
        pair.oberland, pair.unterland, terms=TERMS.replace('"suspect", "convicted"', '"convicted"')
    ).id
    pair.agreement = chosen
    assert decisions(pair, entity) == {Refuse(RefusalReason.CATEGORY_NOT_COVERED, "categories", chosen)}
