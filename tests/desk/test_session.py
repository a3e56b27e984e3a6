from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session

from passerelle.desk.session import ALIAS, SessionRouter
from passerelle.store.models import Officer

if TYPE_CHECKING:
    from tests.desk.conftest import Person
    from tests.simulator.env import SeededEnv


def test_a_session_lies_in_the_database_of_its_node(ana: Person, desk: SeededEnv) -> None:
    assert Session.objects.using(desk.database).count() == 1


def test_the_router_has_no_opinion_on_other_tables() -> None:
    token = ALIAS.set("somewhere")
    try:
        assert SessionRouter().db_for_read(Session) == "somewhere"
        assert SessionRouter().db_for_write(Officer) is None
    finally:
        ALIAS.reset(token)
