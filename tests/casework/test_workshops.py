from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state
from tests.simulator.node import make_node

from passerelle.casework import workshops
from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.core.marking import AssertionKind
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import schema
from passerelle.documents.workshop.examination import Examination
from passerelle.store import convert
from passerelle.store.models import MatchKey, Statement
from passerelle.store.protection import protect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv
    from tests.simulator.node import Node

PLATE = ("imitation", "stamp-made", "fibres-printed", "font-other")


def told(new_env: Callable[[int], SeededEnv]) -> Node:
    return make_node(new_env(1), "Oberland")


@pytest.fixture
def node(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Node:
    return tales.told(told, new_env)


def seen(node: Node, *codes: str) -> str:
    one = Examination(id="", document_type="P", issuer="xo", features=frozenset(codes))
    return workshops.examine(node.env, node.access(), one)


def test_a_proposal_becomes_a_series_by_a_persons_reason_and_leads_to_a_supplier(node: Node) -> None:
    made = [seen(node, *PLATE) for _ in range(3)]
    seen(node, "inkjet", "watermark-missing")
    supplier, _ = node.person("K. Tallow", "+33612345678")
    before = Statement.objects.using(node.env.database).count()
    (found,) = workshops.proposed(node.env, node.access())
    assert set(found.members) == set(made)
    assert Statement.objects.using(node.env.database).count() == before
    series = workshops.confirm(node.env, node.access(), found.members, supplier=supplier)
    rows = Statement.objects.using(node.env.database).filter(entity=series)
    facts = [(row.prop, row.value) for row in rows]
    assert ("supplier", supplier) in facts
    assert ("summary", node.access().reason) in facts
    assert {value for prop, value in facts if prop == "shared"} == set(PLATE)
    links = Statement.objects.using(node.env.database).filter(prop="series", value=series)
    assert {row.entity for row in links} == set(made)


def test_what_was_seen_is_an_assessment_about_no_person_that_nobody_is_asked_about(node: Node) -> None:
    entity = seen(node, *PLATE)
    rows = Statement.objects.using(node.env.database).filter(entity=entity)
    (mark,) = convert.markings(node.env.database, {row.marking for row in rows}).values()
    assert (mark.category, mark.assertion) == (SubjectCategory.NOT_A_PERSON, AssertionKind.ASSESSMENT)
    assert not MatchKey.objects.using(node.env.database).filter(entity=entity, askable=True).exists()
    assert not {"holder", "person", "owner"} & set(schema("ForgedDocument").properties)
    assert not {"holder", "person", "owner"} & set(schema("DocumentSeries").properties)


def test_without_a_reason_or_of_one_document_there_is_no_series(node: Node) -> None:
    one, other = seen(node, *PLATE), seen(node, *PLATE)
    without = dataclasses.replace(node.access(), reason=" ")
    with pytest.raises(ReasonRequiredError):
        workshops.confirm(node.env, without, [one, other])
    with pytest.raises(workshops.SeriesError, match="two documents"):
        workshops.confirm(node.env, node.access(), [one])
    with pytest.raises(AbsentError):
        workshops.confirm(node.env, node.access(), [one, "0" * 32])


def test_a_series_leads_only_to_what_the_reader_knows_and_to_nobody_protected(node: Node) -> None:
    one, other = seen(node, *PLATE), seen(node, *PLATE)
    supplier, _ = node.person("K. Tallow", "+33612345678")
    with pytest.raises(AbsentError):
        workshops.confirm(node.env, node.access(), [one, other], route=supplier)
    with pytest.raises(AbsentError):
        workshops.confirm(node.env, node.access(), [one, other], supplier="0" * 32)
    protect(node.env.database, [supplier], kind="victim", since=node.env.now(), by=node.officer)
    with pytest.raises(workshops.SeriesError, match="under protection"):
        workshops.confirm(node.env, node.access(), [one, other], supplier=supplier)


def test_another_cases_documents_are_in_no_proposal(node: Node) -> None:
    for place in range(3):
        for code in PLATE[1:]:
            mark = marking(node.env, category=SubjectCategory.NOT_A_PERSON)
            state(node.env, str(place) * 32, "ForgedDocument", "defect", code, mark, case="f" * 32)
    assert workshops.proposed(node.env, node.access()) == ()
