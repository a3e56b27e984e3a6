from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from passerelle.core.permission import OPEN_ROUTES, ROUTES
from passerelle.core.role import Role
from passerelle.desk.urls import urlpatterns
from passerelle.store.models import Officer

if TYPE_CHECKING:
    from tests.desk.conftest import NewPerson, Person
    from tests.simulator.env import SeededEnv

ID = "0" * 32
GUARDED = [pattern for pattern in urlpatterns if f"desk:{pattern.name}" not in OPEN_ROUTES]
REFUSED = [
    (f"desk:{pattern.name}", role)
    for pattern in GUARDED
    for role in Role
    if role not in ROUTES[f"desk:{pattern.name}"]
]


def address(route: str) -> str:
    """The address of a route with an id that nothing has."""
    (pattern,) = (one for one in urlpatterns if f"desk:{one.name}" == route)
    text = str(pattern.pattern)
    for converter in pattern.pattern.converters:
        text = text.replace(f"<str:{converter}>", ID)
    return f"/{text}"


@pytest.mark.parametrize("pattern", GUARDED, ids=lambda pattern: pattern.name)
def test_nobody_gets_in_without_signing_in(browser: Client, pattern: object) -> None:
    where = address(f"desk:{getattr(pattern, 'name', '')}")
    for answer in (browser.get(where), browser.post(where)):
        assert answer.headers["Location"] == "/signed-out"


def test_a_role_without_the_route_is_refused(new_person: NewPerson) -> None:
    visitors = {role: new_person(name=str(role), role=role, duty=False) for role in Role}
    opened = [
        (route, role)
        for route, role in REFUSED
        if visitors[role].browser.get(address(route)).status_code != 403
    ]
    assert opened == []


def test_a_closed_account_ends_at_the_next_request(ana: Person, desk: SeededEnv) -> None:
    assert ana.browser.get("/cases").status_code == 200
    Officer.objects.using(desk.database).filter(id=ana.id).update(is_active=False)
    assert ana.browser.get("/cases").headers["Location"] == "/signed-out"


def test_a_role_that_was_taken_away_counts_at_the_next_request(ana: Person, desk: SeededEnv) -> None:
    Officer.objects.using(desk.database).filter(id=ana.id).update(role=Role.ADMINISTRATOR)
    assert ana.browser.get("/cases").status_code == 403


def test_every_form_needs_its_token(desk: SeededEnv, ana: Person) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies = ana.browser.cookies
    for pattern in urlpatterns:
        answer = strict.post(address(f"desk:{pattern.name}"))
        assert answer.status_code == 403, pattern.name
        assert "sent from another page" in answer.content.decode()
