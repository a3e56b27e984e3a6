from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import oberland

from passerelle.casework import people
from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.store.models import Officer, SignInLink

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_a_new_node_has_no_account(env: SeededEnv) -> None:
    assert people.officers(env) == ()


def test_a_link_signs_in_once(env: SeededEnv) -> None:
    world = oberland(env)
    token = people.make_link(env, world.ana)
    assert people.link_works(env, token)
    assert people.redeem_link(env, token).name == "Ana"
    assert not people.link_works(env, token)
    with pytest.raises(people.LinkError):
        people.redeem_link(env, token)


def test_looking_at_a_link_does_not_use_it_up(env: SeededEnv) -> None:
    token = people.make_link(env, oberland(env).ana)
    assert people.link_works(env, token)
    assert people.link_works(env, token)


def test_a_link_expires(env: SeededEnv) -> None:
    token = people.make_link(env, oberland(env).ana)
    env.advance(people.LINK_LIFETIME)
    assert not people.link_works(env, token)
    with pytest.raises(people.LinkError):
        people.redeem_link(env, token)


def test_the_token_is_not_kept(env: SeededEnv) -> None:
    token = people.make_link(env, oberland(env).ana)
    assert token not in SignInLink.objects.using(env.database).get().digest


def test_a_link_of_a_removed_officer_signs_nobody_in(env: SeededEnv) -> None:
    world = oberland(env)
    token = people.make_link(env, world.ana)
    Officer.objects.using(env.database).filter(id=world.ana).update(is_active=False)
    with pytest.raises(people.LinkError):
        people.redeem_link(env, token)


def test_an_invented_token_signs_nobody_in(env: SeededEnv) -> None:
    oberland(env)
    with pytest.raises(people.LinkError):
        people.redeem_link(env, "0" * 64)


def test_two_officers_of_one_name_are_refused(env: SeededEnv) -> None:
    oberland(env)
    with pytest.raises(people.OfficerExistsError):
        people.add_officer(env, name="Ana", role=Role.MAGISTRATE)


def test_officers_are_found_by_name_and_by_id(env: SeededEnv) -> None:
    world = oberland(env)
    assert people.find_officer(env, "Ana").id == world.ana
    assert people.officer_view(env, world.dana).role is Role.ANALYST
    with pytest.raises(AbsentError):
        people.find_officer(env, "Nobody")


def test_an_officer_has_one_duty_operation_at_a_time(env: SeededEnv) -> None:
    world = oberland(env)
    people.open_duty(env, world.ana, purpose=Purpose.DOCUMENT_CHECK, reason="counter")
    second = people.open_duty(env, world.ana, purpose=Purpose.GROUP_INVESTIGATION, reason="night")
    assert people.current_duty(env, world.ana) == second
    people.close_duty(env, world.ana)
    assert people.current_duty(env, world.ana) is None


def test_a_duty_operation_needs_a_reason(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(ReasonRequiredError):
        people.open_duty(env, world.ana, purpose=Purpose.DOCUMENT_CHECK, reason=" ")


def test_preferences_are_kept(env: SeededEnv) -> None:
    world = oberland(env)
    people.set_preferences(env, world.ana, language="fr", theme="dark")
    view = people.officer_view(env, world.ana)
    assert (view.language, view.theme) == ("fr", "dark")
