"""Objections: closed at once and everywhere, decided by data protection, and nothing told that could harm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.test_declaring import Border

from passerelle.casework import cases, declaring, objecting, people, sharing
from passerelle.casework.access import AbsentError, Access, ReasonRequiredError, open_access
from passerelle.casework.asking import AskingRefusedError
from passerelle.casework.objecting import GroundNotHereError, NotYoursToDecideError
from passerelle.core.objection import Ground
from passerelle.core.role import Role
from passerelle.store.models import JournalEntry, Outbox, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv
    from tests.simulator.node import Node

NUMBER = "UL1000001"


@pytest.fixture
def border(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Border:
    return tales.told(Border, new_env)


def colleague(node: Node, role: Role = Role.DATA_PROTECTION_OFFICER) -> Access:
    officer = people.add_officer(node.env, name=f"Farid, {role}", role=role)
    cases.add_member(node.env, node.case, officer, why="objections")
    return open_access(node.env, officer, case=node.case, reason="an objection")


def released(border: Border) -> str:
    """A declaration of Unterland that Oberland has as well."""
    entity = declaring.declare(border.issuer.env, border.issuer.access(), border.blanks)
    to = {"recipients": [border.asker.id], "agreement": border.agreement}
    sharing.release(border.issuer.env, border.issuer.access(), entities=[entity], **to)
    border.network.heal()
    assert seen(border) != ()
    return entity


def seen(border: Border) -> tuple[object, ...]:
    """What Oberland finds on its own node of the number."""
    return declaring.declared(border.asker.env, border.asker.access(), NUMBER)


def test_an_objection_closes_the_number_at_once_and_data_protection_decides(border: Border) -> None:
    env, access = border.issuer.env, border.issuer.access()
    entity = declaring.declare(env, access, border.blanks)
    objecting.contest(env, access, entity)
    assert declaring.declared(env, access, NUMBER) == ()
    assert border.ask(NUMBER) is False
    for nobody in (access, colleague(border.issuer, Role.SINGLE_POINT_OF_CONTACT)):
        with pytest.raises(NotYoursToDecideError):
            objecting.decide(env, nobody, entity, upheld=False)
    farid = colleague(border.issuer)
    (waiting,) = objecting.objections(env, farid)
    assert (waiting.first, waiting.upheld, waiting.ground) == (NUMBER, None, Ground.UNSAID)
    objecting.decide(env, farid, entity, upheld=False)
    assert border.ask(NUMBER) is True
    objecting.contest(env, access, entity, Ground.POLITICAL)
    objecting.decide(env, farid, entity, upheld=True)
    assert border.ask(NUMBER) is False
    assert [one.upheld for one in objecting.objections(env, farid)] == [False, True]
    for absent in (objecting.contest, declaring.withdraw):
        with pytest.raises(AbsentError):
            absent(env, access, entity)


def test_who_declared_never_decides_not_even_as_data_protection(border: Border) -> None:
    farid = colleague(border.issuer)
    entity = declaring.declare(border.issuer.env, farid, border.blanks)
    objecting.contest(border.issuer.env, farid, entity)
    with pytest.raises(NotYoursToDecideError):
        objecting.decide(border.issuer.env, farid, entity, upheld=False)


@pytest.mark.parametrize("end", ["contest", "withdraw"])
def test_what_partners_have_of_it_is_recalled(border: Border, end: str) -> None:
    entity = released(border)
    act = {"contest": objecting.contest, "withdraw": declaring.withdraw}[end]
    act(border.issuer.env, border.issuer.access(), entity)
    border.network.heal()
    assert seen(border) == ()
    rows = Statement.objects.using(border.asker.env.database).filter(entity=entity, state="live")
    assert not rows.exists()


def test_a_partner_closes_what_it_received_and_nothing_leaves(border: Border) -> None:
    entity = released(border)
    env, access = border.asker.env, border.asker.access()
    before = Outbox.objects.using(env.database).count()
    objecting.contest(env, access, entity, Ground.PROTECTION)
    assert seen(border) == ()
    declared_again = {"recipients": [border.asker.id], "agreement": border.agreement}
    sharing.release(border.issuer.env, border.issuer.access(), entities=[entity], **declared_again)
    border.network.heal()
    assert seen(border) == ()
    assert Outbox.objects.using(env.database).count() == before
    with pytest.raises(AskingRefusedError):
        border.ask(NUMBER)
    objecting.decide(env, colleague(border.asker), entity, upheld=False)
    assert len(seen(border)) == 1


def test_upheld_at_a_partner_it_stays_closed_there(border: Border) -> None:
    entity = released(border)
    env = border.asker.env
    objecting.contest(env, border.asker.access(), entity, Ground.POLITICAL)
    objecting.decide(env, colleague(border.asker), entity, upheld=True)
    border.network.heal()
    assert seen(border) == ()
    with pytest.raises(AskingRefusedError):
        border.ask(NUMBER)
    assert not Statement.objects.using(env.database).filter(entity=entity).exclude(value="").exists()


def test_on_the_node_of_the_declaring_state_nobody_writes_of_protection(border: Border) -> None:
    env, access = border.issuer.env, border.issuer.access()
    entity = declaring.declare(env, access, border.blanks)
    lines = JournalEntry.objects.using(env.database).count()
    with pytest.raises(GroundNotHereError):
        objecting.contest(env, access, entity, Ground.PROTECTION)
    assert JournalEntry.objects.using(env.database).count() == lines
    assert len(declaring.declared(env, access, NUMBER)) == 1


def test_an_objection_and_its_decision_have_a_reason(border: Border) -> None:
    env, access = border.issuer.env, border.issuer.access()
    entity = declaring.declare(env, access, border.blanks)
    without = open_access(env, access.officer, case=border.issuer.case, reason="x")
    blank = type(without)(**{name: getattr(without, name) for name in without.__slots__} | {"reason": " "})
    with pytest.raises(ReasonRequiredError):
        objecting.contest(env, blank, entity)
    objecting.contest(env, access, entity)
    with pytest.raises(ReasonRequiredError):
        objecting.decide(env, blank, entity, upheld=True)
    env.advance(timedelta(days=12))
    assert objecting.objections(env, access)[0].days == 12
