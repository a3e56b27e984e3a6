"""A confirmed series leads to workshops, suppliers, routes, and never to whoever carried; it is undone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_workshops import PLATE, seen, told
from tests.casework.world import marking

from passerelle.casework import confirmed_series, workshops
from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.subject import SubjectCategory
from passerelle.store import convert
from passerelle.store.models import MatchKey, Notice, Statement
from passerelle.store.protection import protect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv
    from tests.simulator.node import Node


@pytest.fixture
def node(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Node:
    return tales.told(told, new_env)


def person(node: Node, name: str, category: SubjectCategory) -> str:
    """Somebody of the case with a passport of the number that an examined document bears."""
    facts = (Fact("name", name), Fact("passportNumber", "SPEC123456"))
    drafts = [Draft(publisher_id="one", schema="Person", line=1, facts=facts)]
    own = marking(node.env, category=category)
    return record_statements(node.env, node.access(), drafts=drafts, marking=own).ids["one"]


def test_a_series_is_undone_with_a_reason_and_what_stood_before_stands_again(node: Node) -> None:
    env, access = node.env, node.access()
    made = {seen(node, *PLATE) for _ in range(3)}
    supplier = person(node, "K. Tallow", SubjectCategory.SUSPECT)
    (proposal,) = workshops.proposed(env, access)
    series = workshops.confirm(env, access, proposal.members, supplier=supplier)
    assert workshops.proposed(env, access) == ()
    (view,) = confirmed_series.confirmed(env, access)
    assert (view.id, set(view.members), view.reason) == (series, made, access.reason)
    assert view.links == (("supplier", supplier, "K. Tallow"),)
    assert set(view.shared) == set(PLATE)
    with pytest.raises(ReasonRequiredError):
        confirmed_series.undo(env, dataclasses.replace(access, reason=" "), series)
    confirmed_series.undo(env, access, series)
    assert confirmed_series.confirmed(env, access) == ()
    assert workshops.proposed(env, access) == (proposal,)
    assert not Statement.objects.using(env.database).filter(value=series).exists()
    for absent in (series, next(iter(made))):
        with pytest.raises(AbsentError):
            confirmed_series.undo(env, access, absent)


def test_a_document_that_joins_a_confirmed_series_is_proposed_with_it(node: Node) -> None:
    for _ in range(2):
        seen(node, *PLATE)
    (first,) = workshops.proposed(node.env, node.access())
    workshops.confirm(node.env, node.access(), first.members)
    new = seen(node, *PLATE)
    (found,) = workshops.proposed(node.env, node.access())
    assert set(found.members) == {*first.members, new}


CARRIED = [SubjectCategory.CONTACT, SubjectCategory.SMUGGLED_PERSON, SubjectCategory.UNDETERMINED]


@pytest.mark.parametrize("category", CARRIED, ids=str)
def test_whoever_carried_a_document_is_neither_ranked_nor_listed_nor_called_a_suspect(
    node: Node, category: SubjectCategory
) -> None:
    env, access = node.env, node.access()
    made = [seen(node, *PLATE) for _ in range(3)]
    holder = person(node, "A. Passenger", category)
    supplier = person(node, "K. Tallow", SubjectCategory.SUSPECT)
    before = list(Statement.objects.using(env.database).filter(entity=holder).values())
    hits = Notice.objects.using(env.database).count()
    series = workshops.confirm(env, access, made, supplier=supplier)
    told_of = [workshops.proposed(env, access), confirmed_series.confirmed(env, access)]
    told_of.append(confirmed_series.leads(env, access))
    assert supplier in repr(told_of)
    assert holder not in repr(told_of)
    assert "Passenger" not in repr(told_of)
    assert list(Statement.objects.using(env.database).filter(entity=holder).values()) == before
    assert not MatchKey.objects.using(env.database).filter(entity=holder, askable=True).exists()
    assert Notice.objects.using(env.database).count() == hits
    about = Statement.objects.using(env.database).filter(entity__in=[series, *made])
    categories = convert.markings(env.database, {row.marking for row in about}).values()
    assert {one.category for one in categories} == {SubjectCategory.NOT_A_PERSON}
    with pytest.raises((workshops.SeriesError, AbsentError)):
        workshops.confirm(env, access, made, supplier=holder)


def test_a_suspect_who_comes_under_protection_is_no_choice_any_more(node: Node) -> None:
    supplier = person(node, "K. Tallow", SubjectCategory.SUSPECT)
    assert supplier in repr(confirmed_series.leads(node.env, node.access()))
    protect(node.env.database, [supplier], kind="victim", since=node.env.now(), by=node.officer)
    assert supplier not in repr(confirmed_series.leads(node.env, node.access()))
