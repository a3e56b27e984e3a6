from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import oberland

from passerelle.casework import cases, leaving, people
from passerelle.casework.access import AbsentError, open_access, open_administration
from passerelle.core.role import Role
from passerelle.protocol.journal import Act
from passerelle.store import journal
from passerelle.store.models import Notice

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


def farid(env: Env) -> Access:
    officer = people.add_officer(env, name="Farid", role=Role.ADMINISTRATOR)
    return open_administration(env, officer, reason="leaves the service")


def test_an_ended_account_does_nothing_more_and_comes_back_as_it_was(env: SeededEnv) -> None:
    world, admin = oberland(env), farid(env)
    besa = people.add_officer(env, name="Besa", role=Role.LIAISON_OFFICER)
    cases.add_member(env, world.case, besa, why="knows the harbour")
    Notice.objects.using(env.database).create(
        id="n", kind="arrival", at=env.now(), case=world.case, taken_by=besa, facts={}
    )
    token = people.make_link(env, besa)
    assert leaving.end_officer(env, admin, "Besa") == 0
    assert not people.link_works(env, token)
    assert Notice.objects.using(env.database).get(id="n").taken_by == ""
    with pytest.raises(AbsentError):
        open_access(env, besa, case=world.case, reason="looks again")
    with pytest.raises(AbsentError):
        leaving.end_officer(env, admin, "Besa")
    leaving.resume_officer(env, admin, "Besa")
    assert not people.link_works(env, token)
    assert open_access(env, besa, case=world.case, reason="is back").role is Role.LIAISON_OFFICER
    lines = [journal.leaf(env.database, journal.head(env.database).size - at) for at in (1, 2)]
    assert all(str(Act.ACCESS_CHANGE).encode() in line and besa.encode() in line for line in lines)


def test_the_last_administrator_stays(env: SeededEnv) -> None:
    admin = farid(env)
    with pytest.raises(leaving.LastAdministratorError):
        leaving.end_officer(env, admin, "Farid")
    people.add_officer(env, name="Gao", role=Role.ADMINISTRATOR)
    leaving.end_officer(env, admin, "Farid")
    assert [one.name for one in people.officers(env)] == ["Gao"]


def test_an_open_case_keeps_a_member_who_may_read_it(env: SeededEnv) -> None:
    world, admin = oberland(env), farid(env)
    people.add_officer(env, name="Elif", role=Role.VICTIM_SUPPORT_WORKER)
    besa, gone = (people.add_officer(env, name=name, role=Role.ANALYST) for name in ("Besa", "Gone"))
    cases.add_member(env, world.case, gone, why="was here")
    leaving.end_officer(env, admin, "Gone")
    with pytest.raises(leaving.LeftAloneError):
        leaving.end_officer(env, admin, "Ana")
    for heir in ("Elif", "Ana"):
        with pytest.raises(leaving.HeirError):
            leaving.end_officer(env, admin, "Ana", heir=heir)
    assert people.find_officer(env, "Ana").id == world.ana
    assert leaving.end_officer(env, admin, "Ana", heir="Besa") == 1
    assert [case.id for case in cases.my_cases(env, besa)] == [world.case]


def test_the_last_member_does_not_leave_the_case(env: SeededEnv) -> None:
    world = oberland(env)
    access = open_access(env, world.ana, case=world.case, reason="who works on it")
    besa = people.add_officer(env, name="Besa", role=Role.ANALYST)
    with pytest.raises(leaving.LeftAloneError):
        leaving.leave_case(env, access, "Ana")
    with pytest.raises(AbsentError):
        leaving.leave_case(env, access, "Besa")
    cases.admit_member(env, access, "Besa")
    leaving.leave_case(env, access, "Besa")
    assert world.case not in [case.id for case in cases.my_cases(env, besa)]
