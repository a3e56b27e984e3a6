"""An exhibit at the desk: given by one, received by another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.desk.conftest import HOST

from passerelle.casework import cases, exhibits, people
from passerelle.casework.exhibits import Taking
from passerelle.core.subject import SubjectCategory

if TYPE_CHECKING:
    from django.http import HttpResponse
    from tests.desk.story import Story


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def address(story: Story) -> str:
    """Where the exhibit is that Besa took."""
    access = story.oberland.access()
    rules = replace(cases.case_marking(story.env, access), category=SubjectCategory.NOT_A_PERSON)
    said = Taking(title="A page", media_type="image/png", origin="given by the port authority")
    return f"/exhibits/{exhibits.take(story.env, access, b'a page', said, rules)}"


@pytest.fixture
def ana_there(story: Story) -> Client:
    """Ana's browser, at work in the same case."""
    client = Client(SERVER_NAME=HOST)
    client.post(f"/enter/{people.make_link(story.env, people.find_officer(story.env, 'Ana').id)}")
    client.post("/duty", {"purpose": "group-investigation", "reason": "night watch"})
    client.post(f"/cases/{story.case}/enter", {"reason": "the page"})
    return client


def test_it_is_given_by_one_and_received_by_the_other(address: str, besa: Client, ana_there: Client) -> None:
    assert besa.post(address, {"to": "", "outside": ""}).status_code == 400
    assert besa.post(address, {"to": "Besa", "outside": ""}).status_code == 400
    assert besa.post(address, {"to": "Ana", "outside": ""}).status_code == 302
    assert "I have it still" in text(besa.get(address))
    assert "I have received it" not in text(besa.get(address))
    assert "I have received it" in text(ana_there.get(address))
    assert ana_there.post(f"{address}/receive").status_code == 302
    assert "received" in text(besa.get(address))
    assert "Give it" in text(ana_there.get(address))


def test_it_goes_outside_on_paper_or_is_kept(address: str, besa: Client) -> None:
    besa.post(address, {"to": "", "outside": "the laboratory, seal 14"})
    assert "the laboratory, seal 14" in text(besa.get(address))
    besa.post(f"{address}/receive", {"act": "keep"})
    assert "kept by whoever gave it" in text(besa.get(address))
    besa.post(address, {"to": "", "outside": "the laboratory, seal 14"})
    assert besa.post(f"{address}/receive", {"receipt": "12/2026"}).status_code == 302
    assert "12/2026" in text(besa.get(address))
