"""The pages of requests: made, stepped, answered and copied by the people whose work it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.liaising import may_give
from passerelle.casework.requests import request as on_file
from passerelle.casework.requests import requests
from passerelle.core.request_progress import RequestState
from passerelle.store.models import Outbox, Request, RequestCopy

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from tests.desk.story import Story

    from passerelle.casework.sharing import Line

ANSWER = {"part-0": "give", "part-1": "not-available", "europol": "no", "europol_reason": "one State alone"}
NEW = {
    "way": "register",
    "kind": "information",
    "service": "Unterland",
    "country": "xu",
    "channel": "siena",
    "reference": "S-2026-7",
    "purpose": "group-investigation",
    "urgency": "other",
    "offence": "engines sold to a group",
    "necessity": "nothing less shows who pays",
    "held_there": "the van is registered there",
    "parts": "who keeps the van\nwho insured it",
    "plate": "SPEC 142",
    "reason": "it came tonight",
}


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_request_is_answered_with_what_may_go_and_what_may_not_stays(story: Story, besa: Client) -> None:
    path = f"/requests/{story.request}"
    page = text(besa.get(path))
    for words in ("who uses the number", "Due by law", "K. Tallow", "SIENA: reference or reason still owed"):
        assert words in page
    lacking = besa.post(f"{path}/answer", {**ANSWER, "reason": "asked tonight"})
    assert lacking.status_code == 400
    assert "Choose what is given" in text(lacking)
    view = on_file(story.env, story.oberland.access(), story.request)
    assert view.steps == ()
    (line,) = [one for one in _leaving(story) if one.prop == "phone"]
    said = {**ANSWER, "statements": line.statement, "reason": "asked tonight"}
    assert besa.post(f"{path}/answer", said).status_code == 302
    assert on_file(story.env, story.oberland.access(), story.request).line.state is RequestState.PARTLY
    kinds = Outbox.objects.using(story.env.database).filter(state="pending").values_list("kind", flat=True)
    assert sorted(kinds) == ["release", "request-answer"]
    assert "answered in part" in text(besa.get("/requests?tab=concluded"))


def _leaving(story: Story) -> tuple[Line, ...]:
    return may_give(story.env, story.oberland.access(), story.request).leaving


def test_a_step_a_copy_and_a_case_are_written_from_the_page(story: Story, besa: Client) -> None:
    path = f"/requests/{story.request}"
    step = {"step": "clarification", "text": "which of two numbers", "reason": "two are alike"}
    assert besa.post(f"{path}/step", {**step, "step": "clarified"}).status_code == 400
    assert besa.post(f"{path}/step", step).status_code == 302
    assert besa.post(f"{path}/copy", {"channel": "siena"}).status_code == 400
    assert besa.post(f"{path}/copy", {"channel": "selec", "reason": "urgency"}).status_code == 400
    assert besa.post(f"{path}/copy", {"channel": "siena", "reference": "S-9"}).status_code == 302
    copy = besa.get(f"{path}/copy?channel=siena")
    assert copy.headers["Content-Type"].startswith("text/plain")
    assert "Asked 1: who uses the number" in text(copy)
    assert besa.get(f"{path}/copy?channel=post").status_code == 404
    besa.post(f"{path}/act", {"act": "file"})
    besa.post(f"{path}/act", {"act": "europol", "copied": "yes", "reason": " "})
    assert on_file(story.env, story.oberland.access(), story.request).europol is None
    besa.post(f"{path}/act", {"act": "europol", "copied": "yes", "reason": "three States"})
    assert on_file(story.env, story.oberland.access(), story.request).europol is True
    assert "europol_reason" not in text(besa.get(path))
    view = on_file(story.env, story.oberland.access(), story.request)
    assert (view.line.case, view.line.state) == ("OB-2026-014", RequestState.CLARIFICATION)
    assert RequestCopy.objects.using(story.env.database).get().reference == "S-9"


def test_a_request_of_a_channel_is_registered_and_joined_to_the_same_one(story: Story, besa: Client) -> None:
    lacking = besa.post("/requests/new", {**NEW, "agreement": story.agreement, "necessity": ""})
    assert lacking.status_code == 400
    assert "Say why it is necessary" in text(lacking)
    first = besa.post("/requests/new", {**NEW, "agreement": story.agreement}).headers["Location"]
    second = besa.post("/requests/new", {**NEW, "agreement": story.agreement, "channel": "selec"})
    page = text(besa.get(second.headers["Location"]))
    assert "the same reference, about the same number, account or name, the same words" in page
    joined = besa.post(f"{second.headers['Location']}/act", {"act": "join", "same": first.rpartition("/")[2]})
    assert joined.headers["Location"] == first
    assert len(requests(story.env, story.oberland.access())) == 1
    assert Request.objects.using(story.env.database).exclude(duplicate_of="").count() == 1


def test_a_request_is_made_and_sent_from_the_page(story: Story, besa: Client) -> None:
    node = story.unterland.id
    copied = {"europol": "yes", "europol_reason": ""}
    assert besa.post("/requests/new", {**NEW, **copied, "agreement": story.agreement}).status_code == 400
    said = {
        **NEW,
        "europol": "yes",
        "europol_reason": "three States",
        "way": "make",
        "agreement": story.agreement,
        "node": node,
        "channel": "",
        "reference": "",
    }
    assert besa.post("/requests/new", said).status_code == 302
    (row,) = Outbox.objects.using(story.env.database).filter(kind="request")
    assert row.recipient == node
    assert Request.objects.using(story.env.database).get().europol is True
    assert "who keeps the van" in text(
        besa.get(f"/requests/{Request.objects.using(story.env.database).get().id}")
    )


def test_tonight_shows_what_may_be_given_and_whom_to_call(story: Story, besa: Client) -> None:
    assert story.request
    office = {"office": "Contact point", "country": "xu", "phone": "+999 1", "zone": "Etc/UTC"}
    hours = {"start": "00:00", "end": "00:00", "days": list(range(7))}
    assert besa.post("/liaison", {**office, **hours, "phone": ""}).status_code == 400
    assert besa.post("/liaison", {**office, **hours}).status_code == 302
    page = text(besa.get("/liaison"))
    for words in ("K. Tallow", "permitted by", "Contact point", "answers now"):
        assert words in page
    inbox = text(besa.get("/inbox"))
    assert f'href="/requests/{story.request}"' in inbox
