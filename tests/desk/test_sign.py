from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from passerelle.casework import people
from passerelle.core.role import Role

if TYPE_CHECKING:
    from django.test import Client
    from tests.desk.conftest import NewPerson, Person
    from tests.simulator.env import SeededEnv


@pytest.fixture
def token(desk: SeededEnv) -> str:
    return people.make_link(desk, people.add_officer(desk, name="Ana", role=Role.ANALYST))


def test_looking_at_a_link_does_not_use_it_up(browser: Client, token: str) -> None:
    for _ in range(2):
        assert browser.get(f"/enter/{token}").status_code == 200
    assert browser.post(f"/enter/{token}").headers["Location"] == "/duty"


def test_a_link_signs_in_once(browser: Client, token: str) -> None:
    browser.post(f"/enter/{token}")
    again = browser.post(f"/enter/{token}")
    assert again.status_code == 410
    assert "Nobody was signed in." in again.content.decode()


def test_a_link_ends_after_a_quarter_of_an_hour(browser: Client, token: str, desk: SeededEnv) -> None:
    desk.advance(timedelta(minutes=16))
    assert browser.get(f"/enter/{token}").status_code == 410
    assert browser.post(f"/enter/{token}").status_code == 410


def test_the_page_before_sign_in_does_not_say_whose_link_it_is(browser: Client, token: str) -> None:
    assert "Ana" not in browser.get(f"/enter/{token}").content.decode()


def test_nothing_is_reached_before_a_purpose_is_named(new_person: NewPerson) -> None:
    newcomer = new_person(duty=False)
    assert newcomer.browser.get("/cases").headers["Location"] == "/duty"


def test_a_duty_operation_needs_a_reason(new_person: NewPerson) -> None:
    newcomer = new_person(duty=False)
    answer = newcomer.browser.post("/duty", {"purpose": "group-investigation", "reason": " "})
    assert answer.status_code == 400
    assert newcomer.browser.get("/cases").headers["Location"] == "/duty"


def test_a_purpose_that_the_role_may_not_read_is_no_choice(new_person: NewPerson) -> None:
    newcomer = new_person(duty=False)
    answer = newcomer.browser.post("/duty", {"purpose": "victim-assistance", "reason": "curious"})
    assert answer.status_code == 400


def test_signing_out_closes_session_and_duty(ana: Person, desk: SeededEnv) -> None:
    stolen = ana.browser.cookies.output(header="")
    ana.browser.post("/sign-out")
    assert people.current_duty(desk, ana.id) is None
    ana.browser.cookies.load(stolen)
    assert ana.browser.get("/cases").headers["Location"] == "/signed-out"


def test_a_new_sign_in_ends_the_session_that_was_there(ana: Person, desk: SeededEnv) -> None:
    before = ana.browser.cookies.output(header="")
    ana.browser.post(f"/enter/{people.make_link(desk, ana.id)}")
    ana.browser.cookies.load(before)
    assert ana.browser.get("/cases").headers["Location"] == "/signed-out"
