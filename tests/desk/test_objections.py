"""Objections at the desk: data protection finds the number, closes it, and decides."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.desk.conftest import HOST
from tests.simulator.node import COUNTRIES

from passerelle.casework import declaring, people
from passerelle.core.declaration import Declaration, Declared
from passerelle.core.objection import Ground
from passerelle.desk.words.document import GROUNDS
from passerelle.store.models import Objection

if TYPE_CHECKING:
    from django.http import HttpResponse
    from tests.desk.story import Story

ADDRESS = "/documents/objections"
NUMBER = "OB1000001"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def farid(story: Story) -> Client:
    """Farid's browser, on duty as data protection."""
    client = Client(SERVER_NAME=HOST)
    client.post(f"/enter/{people.make_link(story.env, story.farid)}")
    client.post("/duty", {"purpose": "oversight", "reason": "an objection came"})
    return client


@pytest.fixture
def declared(story: Story) -> str:
    today = story.env.now().date()
    one = Declaration(
        issuer=COUNTRIES["Oberland"],
        document_type="P",
        first=NUMBER,
        declared=Declared.LOST,
        since=today,
        review=today + timedelta(days=90),
        redress="the registry of Oberland",
        report="Port-Lanterne, 7/2026",
    )
    return declaring.declare(story.env, story.oberland.access(), one)


def test_data_protection_finds_closes_and_decides(story: Story, farid: Client, declared: str) -> None:
    assert "No objection is open" in text(farid.get(ADDRESS))
    page = text(farid.post(ADDRESS, {"act": "look", "number": NUMBER}))
    assert "Port-Lanterne, 7/2026" in page
    # Our own State declared it: that somebody asked for protection is no choice here.
    assert set(re.findall(r'<option value="(\w+)"', page)) == set(Ground) - {Ground.PROTECTION}
    said = {f"{declared}-declared": declared, f"{declared}-reason": "a letter", "form": declared}
    blank = farid.post(
        ADDRESS, {**said, f"{declared}-ground": "unsaid", f"{declared}-reason": "", "act": "contest"}
    )
    assert blank.status_code == 400
    assert farid.post(ADDRESS, {**said, f"{declared}-ground": "court", "act": "contest"}).status_code == 302
    page = text(farid.get(ADDRESS))
    assert "open for 0 days" in page
    assert "A court decided otherwise" in page
    assert farid.post(ADDRESS, {**said, f"{declared}-upheld": "yes", "act": "decide"}).status_code == 302
    assert "upheld" in text(farid.get(ADDRESS))
    assert Objection.objects.using(story.env.database).get().upheld is True
    assert "Not declared on this node." in text(farid.post(ADDRESS, {"act": "look", "number": NUMBER}))


def test_nobody_else_has_the_screen(besa: Client, claire: Client) -> None:
    for browser in (besa, claire):
        assert browser.get(ADDRESS).status_code in {403, 404}


def test_every_ground_has_its_words() -> None:
    assert set(Ground) == set(GROUNDS)
