from __future__ import annotations

import pytest

from passerelle.core.permission import (
    CASE_READERS,
    OPEN_ROUTES,
    RELEASERS,
    ROUTES,
    Denied,
    Granted,
    duty_purposes,
    permission,
)
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_route_opens_to_the_roles_of_its_row_alone(role: Role) -> None:
    written = {route: Granted() if role in roles else Denied(route, role) for route, roles in ROUTES.items()}
    assert {route: permission(route, role) for route in ROUTES} == written


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_route_that_is_not_in_the_table_is_refused_to_all(role: Role) -> None:
    assert permission("desk:forgotten", role) == Denied("desk:forgotten", role)


def test_no_route_is_both_open_and_in_the_table() -> None:
    assert OPEN_ROUTES & set(ROUTES) == set()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COUNSEL, Role.INTERPRETER], ids=str)
def test_whoever_keeps_the_machine_or_speaks_for_a_person_reads_no_case(role: Role) -> None:
    assert role not in CASE_READERS
    assert isinstance(permission("desk:case", role), Denied)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR], ids=str)
def test_whoever_analyses_or_supervises_releases_nothing(role: Role) -> None:
    assert role not in RELEASERS
    assert isinstance(permission("desk:release", role), Denied)


def test_a_supervisor_alone_reads_the_journal() -> None:
    opened = {role for role in Role if permission("desk:journal", role) == Granted()}
    assert opened == {Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR}


def test_a_duty_is_opened_for_what_the_role_may_read_alone() -> None:
    assert Purpose.GROUP_INVESTIGATION in duty_purposes(Role.ANALYST)
    assert Purpose.GROUP_INVESTIGATION not in duty_purposes(Role.ADMINISTRATOR)
