from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from passerelle.core.role import Role

if TYPE_CHECKING:
    from django.test import Client
    from tests.desk.conftest import NewPerson, Person


def test_every_screen_names_node_service_person_and_purpose(ana: Person) -> None:
    page = ana.browser.get("/inbox").content.decode()
    for words in ("Oberland-1", "Oberland", "Ana", "analyst", "night watch at Port-Lanterne", "EXERCISE"):
        assert words in page


def test_before_sign_in_no_menu_is_shown(browser: Client) -> None:
    page = browser.get("/signed-out").content.decode()
    assert "Oberland-1" in page
    assert 'data-key="' not in page


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.ADMINISTRATOR, False), (Role.DATA_PROTECTION_OFFICER, True)], ids=str
)
def test_the_menu_holds_what_the_role_may_use(new_person: NewPerson, role: Role, *, shown: bool) -> None:
    page = new_person(role=role).browser.get("/partners").content.decode()
    assert ('href="/journal"' in page) is shown
    assert ('href="/inbox"' in page) is (role is not Role.ADMINISTRATOR)
