"""Every route with every role, through the real views: the table decides, and a refusal reads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.desk.test_door import GUARDED, address

from passerelle.core.decision import Permit, Refuse
from passerelle.core.permission import duty_purposes
from passerelle.core.permission_row import EntryKind
from passerelle.core.permission_table import PERMISSIONS
from passerelle.core.role import Role
from passerelle.core.way_in import UnlistedError, allowed
from passerelle.desk.door import SCREENS, open_screen, screen
from passerelle.desk.urls import urlpatterns
from passerelle.store import journal

if TYPE_CHECKING:
    from tests.desk.conftest import NewPerson
    from tests.simulator.env import SeededEnv

FORBIDDEN = 403


@pytest.mark.parametrize("role", Role)
def test_every_route_opens_to_the_roles_of_its_row_and_to_no_other(
    role: Role, new_person: NewPerson, desk: SeededEnv
) -> None:
    person = new_person(name=str(role), role=role, duty=bool(duty_purposes(role)))
    for pattern in GUARDED:
        route = f"desk:{pattern.name}"
        if route == "desk:sign-out":
            continue
        before = journal.head(desk.database).size
        status = person.browser.get(address(route)).status_code
        match allowed(EntryKind.ROUTE, route, role):
            case Permit():
                assert status != FORBIDDEN, route
            case Refuse():
                assert status == FORBIDDEN, route
                assert journal.head(desk.database).size == before, route


def test_every_address_leads_to_a_screen_with_a_row_and_every_row_to_an_address() -> None:
    rows = {row.name for row in PERMISSIONS if row.kind is EntryKind.ROUTE}
    assert {f"desk:{pattern.name}" for pattern in urlpatterns} == set(SCREENS) == rows
    for pattern in urlpatterns:
        assert pattern.callback is SCREENS[f"desk:{pattern.name}"]


@pytest.mark.parametrize("door", [screen, open_screen])
def test_a_route_without_a_row_does_not_start(door: object) -> None:
    with pytest.raises(UnlistedError, match="back-door"):
        door("desk:back-door")  # type: ignore[operator]
    assert "desk:back-door" not in SCREENS
