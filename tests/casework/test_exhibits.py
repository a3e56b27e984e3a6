"""Exhibits from taking to erasure: bytes once, custody each time, nothing for who is no member."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.simulator.env import SeededEnv
from tests.simulator.node import Node, make_node

from passerelle.casework import cases, exhibits
from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.erasure import erase_records
from passerelle.casework.exhibits import ExhibitTooLargeError, Taking
from passerelle.core.subject import SubjectCategory
from passerelle.evidence.custody import CustodyAct
from passerelle.evidence.exhibit import ExhibitDamagedError
from passerelle.store.models import CustodyEvent, Exhibit, ExhibitBytes, Statement

NewEnv = Callable[[int], SeededEnv]
SAID = Taking(title="A page", media_type="image/png", origin="given by the port authority")
BYTES = b"\x89PNG of an invented page"


@pytest.fixture
def node(new_env: NewEnv) -> Node:
    return make_node(new_env(1), "Oberland")


def take(node: Node, data: bytes = BYTES) -> str:
    access = node.access()
    marking = replace(cases.case_marking(node.env, access), category=SubjectCategory.NOT_A_PERSON)
    return exhibits.take(node.env, access, data, SAID, marking)


def acts(node: Node, exhibit: str) -> list[str]:
    rows = CustodyEvent.objects.using(node.env.database).filter(exhibit_id=exhibit).order_by("number")
    return list(rows.values_list("act", flat=True))


def test_the_same_bytes_taken_twice_stand_once_sealed_and_open_as_they_were(node: Node) -> None:
    one, other = take(node), take(node)
    (content,) = ExhibitBytes.objects.using(node.env.database).all()
    assert BYTES not in node.env.files.get(content.sealed_digest)
    assert exhibits.read_exhibit(node.env, node.access(), one) == (BYTES, "image/png")
    assert acts(node, one) == ["taken", "read"]
    assert acts(node, other) == ["taken"]
    assert len(exhibits.exhibits_of_case(node.env, node.access())) == 2


def test_every_act_is_a_line_of_custody_that_follows_from_the_one_before(node: Node) -> None:
    one = take(node)
    exhibits.hand_over(node.env, node.access(), one, to="the laboratory, seal 14")
    view = exhibits.verify_exhibit(node.env, node.access(), one)
    assert [event.act for event, _ in view.custody] == [
        CustodyAct.TAKEN,
        CustodyAct.HANDED,
        CustodyAct.VERIFIED,
    ]
    assert view.broken_at is None
    CustodyEvent.objects.using(node.env.database).filter(number=2).update(why="another laboratory")
    assert exhibits.exhibit_view(node.env, node.access(), one).broken_at == 3


def test_bytes_that_are_not_those_taken_are_told_and_not_shown(node: Node) -> None:
    one = take(node)
    other = node.env.files.put(b"other bytes")
    ExhibitBytes.objects.using(node.env.database).update(sealed_digest=other)
    with pytest.raises(ExhibitDamagedError):
        exhibits.read_exhibit(node.env, node.access(), one)
    view = exhibits.verify_exhibit(node.env, node.access(), one)
    assert view.custody[-1][0].act is CustodyAct.DAMAGED


def test_what_is_erased_takes_its_bytes_with_it_and_leaves_those_of_others(node: Node) -> None:
    one, other = take(node), take(node)
    rows = Exhibit.objects.using(node.env.database)
    for exhibit, left in ((one, True), (other, False)):
        entity = rows.get(id=exhibit).entity
        said = Statement.objects.using(node.env.database).filter(entity=entity)
        erase_records(node.env, dict(said.values_list("record", "version")), state=Statement.State.ERASED)
        with pytest.raises(AbsentError):
            exhibits.exhibit_view(node.env, node.access(), exhibit)
        assert bool(ExhibitBytes.objects.using(node.env.database).get().salt) is left


def test_an_exhibit_of_another_case_or_without_a_case_is_absent(node: Node) -> None:
    one = take(node)
    for access in (replace(node.access(), case=""), replace(node.access(), case="0" * 32)):
        with pytest.raises(AbsentError):
            exhibits.read_exhibit(node.env, access, one)
    marking = cases.case_marking(node.env, node.access())
    with pytest.raises(ReasonRequiredError):
        exhibits.take(node.env, replace(node.access(), case=""), BYTES, SAID, marking)
    with pytest.raises(ExhibitTooLargeError):
        take(node, b"")
    with pytest.raises(ReasonRequiredError):
        exhibits.hand_over(node.env, node.access(), one, to=" ")
