from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.casework.world import marking, state
from tests.desk.screens import screens

from passerelle.casework import people, sharing
from passerelle.casework.arrival import handle
from passerelle.casework.inbox import Tab, inbox
from passerelle.casework.posting import due
from passerelle.casework.settling import settle
from passerelle.casework.witnessed import witnesses
from passerelle.core.role import Role
from passerelle.store.models import Disclosure, JournalEntry, Notice, Outbox, Statement

if TYPE_CHECKING:
    from django.http import HttpResponse
    from tests.desk.story import Story
    from tests.snapshot import Snapshot

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7|add:7 }}{% debug %}",
    "</title><svg/onload=alert(1)>",
    "javascript:alert(1)",
)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_screen_is_shown_in_both_languages(story: Story, besa: Client, language: str) -> None:
    besa.post("/preferences", {"language": language, "theme": "auto", "keys": "some"})
    for name, path in screens(story).items():
        answer = besa.get(path)
        assert answer.status_code == (404 if name == "fault" else 200), name
        assert f'<html lang="{language}"' in text(answer)


def test_each_fact_shows_its_rule_book(story: Story, besa: Client) -> None:
    page = text(besa.get(f"/entities/{story.supplier}"))
    for words in ("K. Tallow", "SPEC123456", "H0+H2", "C3", "assessment", "suspect", "contact", "Oberland"):
        assert words in page
    assert "Obrazets" in page, "a name keeps its script and is shown in Latin letters beside it"


def test_a_group_shows_its_parts_and_who_contributed(story: Story, besa: Client) -> None:
    page = text(besa.get(f"/groups/{story.group}"))
    for words in ("supplies engines", "Account 000142", "Seeland", "No route recorded"):
        assert words in page


def test_without_a_reason_nothing_is_shown_not_even_a_count(story: Story) -> None:
    client = Client(SERVER_NAME="localhost")
    client.post(f"/enter/{people.make_link(story.env, story.oberland.officer)}")
    before = JournalEntry.objects.using(story.env.database).count()
    for path in ("/inbox", "/inbox/waiting", f"/entities/{story.supplier}", "/search", "/cases"):
        assert client.get(path).headers["Location"] == "/duty"
    assert client.post("/search", {"words": "Tallow"}).headers["Location"] == "/duty"
    assert JournalEntry.objects.using(story.env.database).count() == before


def test_a_search_without_a_reason_finds_nothing(story: Story, besa: Client) -> None:
    answer = besa.post("/search", {"words": "Tallow", "reason": " "})
    assert answer.status_code == 400
    assert "K. Tallow" not in text(answer)


def test_a_search_names_its_reason(story: Story, besa: Client) -> None:
    page = text(besa.post("/search", {"words": "Tallow", "reason": "a call at night"}))
    assert "K. Tallow" in page
    assert "a call at night" in page


def test_the_preview_says_what_leaves_and_why_the_rest_stays(story: Story, besa: Client) -> None:
    chosen = {"partner": story.unterland.id, "agreement": story.agreement}
    before = Outbox.objects.using(story.env.database).count()
    page = text(besa.post(f"/entities/{story.supplier}/release", chosen))
    leaves, stays = page.split('id="stays"')
    assert "clause 1" in leaves
    assert "Quay 4" not in leaves
    assert "Quay 4" in stays
    assert "does not cover this category of person" in stays
    assert "H0+H2" in page
    assert Outbox.objects.using(story.env.database).count() == before


def test_the_preview_reads_as_it_did(story: Story, besa: Client, snapshot: Snapshot) -> None:
    chosen = {"partner": story.unterland.id, "agreement": story.agreement}
    page = text(besa.post(f"/entities/{story.supplier}/release", chosen))
    words = re.sub(r"<svg.*?</svg>", "", page[page.index("<main") : page.index("</main>")], flags=re.DOTALL)
    snapshot(re.sub(r"\n\s*\n+", "\n", words))


def test_nothing_is_released_without_a_reason(story: Story, besa: Client) -> None:
    entity = story.supplier
    shown = sharing.preview(
        story.env,
        story.oberland.access(),
        entities=[entity],
        recipient=story.unterland.id,
        agreement=story.agreement,
    )
    before = Outbox.objects.using(story.env.database).count()
    sent = {
        "partner": story.unterland.id,
        "agreement": story.agreement,
        "confirm": "yes",
        "statements": [shown.leaving[0].statement],
        "reason": "",
    }
    assert besa.post(f"/entities/{entity}/release", sent).status_code == 400
    assert Outbox.objects.using(story.env.database).count() == before
    assert besa.post(f"/entities/{entity}/release", {**sent, "reason": "agreed by phone"}).status_code == 200
    assert Outbox.objects.using(story.env.database).count() == before + 1


def test_a_statement_that_stays_cannot_be_slipped_in(story: Story, besa: Client) -> None:
    row = Statement.objects.using(story.env.database).get(entity=story.supplier, prop="address")
    sent = {
        "partner": story.unterland.id,
        "agreement": story.agreement,
        "confirm": "yes",
        "statements": [row.id],
        "reason": "agreed by phone",
    }
    assert besa.post(f"/entities/{story.supplier}/release", sent).status_code == 400
    assert not Disclosure.objects.using(story.env.database).filter(record=row.record).exists()


def test_a_recall_needs_a_reason_and_is_asked_of_every_recipient(story: Story, besa: Client) -> None:
    where = f"/records/{story.phone_record}"
    assert besa.post(where, {"reason": ""}).status_code == 400
    assert besa.post(where, {"reason": "wrong number"}).status_code == 302
    assert "not confirmed yet" in text(besa.get(where))


def test_the_conversation_page_says_what_the_partner_will_learn(story: Story, besa: Client) -> None:
    where = f"/inbox/{story.hit}/conversation"
    before = Outbox.objects.using(story.env.database).count()
    page = text(besa.get(where))
    assert "telephone number" in page
    assert "4 bits" in page
    assert Outbox.objects.using(story.env.database).count() == before
    assert besa.post(where, {"reason": ""}).status_code == 400
    besa.post(where, {"reason": "to talk"})
    assert Outbox.objects.using(story.env.database).count() == before + 1


def test_a_row_is_rejected_with_a_reason_alone(story: Story, besa: Client) -> None:
    assert besa.post(f"/inbox/{story.hit}/act", {"act": "reject", "reason": ""}).status_code == 409
    besa.post(f"/inbox/{story.hit}/act", {"act": "reject", "reason": "another person"})
    row = Notice.objects.using(story.env.database).get(id=story.hit)
    assert (row.outcome, row.reason) == ("rejected", "another person")
    besa.post(f"/inbox/{story.hit}/act", {"act": "undo"})
    assert story.hit in {one.id for one in inbox(story.env, story.oberland.access(), Tab.SERVICE).rows}


def test_new_rows_are_announced_and_not_inserted(story: Story, besa: Client) -> None:
    since = (story.env.now() - timedelta(days=1)).isoformat()
    page = text(besa.get("/inbox/waiting", {"since": since, "tab": "mine"}))
    assert "3 new" in page
    assert "K. Tallow" not in page
    assert text(besa.get("/inbox/waiting", {"since": story.env.now().isoformat()})).strip() == ""


def test_the_journal_is_read_by_oversight_and_names_nobody_looked_up(story: Story, besa: Client) -> None:
    besa.get(f"/entities/{story.supplier}")
    assert besa.get("/journal").status_code == 403
    client = Client(SERVER_NAME="localhost")
    client.post(f"/enter/{people.make_link(story.env, story.farid)}")
    client.post("/duty", {"purpose": "oversight", "reason": "yearly inspection"})
    page = text(client.get("/journal"))
    assert "The journal is intact." in page
    assert "who supplies the engines" in page
    assert "Tallow" not in page
    assert story.supplier not in page


def test_the_page_shows_a_journal_that_was_changed(story: Story) -> None:
    client = Client(SERVER_NAME="localhost")
    client.post(f"/enter/{people.make_link(story.env, story.farid)}")
    client.post("/duty", {"purpose": "oversight", "reason": "yearly inspection"})
    JournalEntry.objects.using(story.env.database).filter(position=1).update(leaf=b"{}")
    page = text(client.get("/journal"))
    assert "The journal was changed" in page
    assert "from 1 to 1" in page


def test_a_hostile_value_is_shown_as_text(story: Story, besa: Client) -> None:
    for payload in PAYLOADS:
        own = marking(story.env, legal_basis=f"basis {payload}")
        for name in ("alias", "notes", "address", "email"):
            state(story.env, story.supplier, "Person", name, payload, own)
        state(story.env, story.group, "Organization", "alias", payload, own)
    everything = " ".join(PAYLOADS)
    besa.post(f"/cases/{story.case}/enter", {"reason": everything})
    besa.post(f"/inbox/{story.hit}/act", {"act": "reject", "reason": everything})
    pages = [besa.get(path) for path in screens(story).values()]
    pages.append(besa.post("/search", {"words": everything, "reason": everything}))
    chosen = {"partner": story.unterland.id, "agreement": story.agreement}
    pages.append(besa.post(f"/entities/{story.supplier}/release", chosen))
    assert sum("&lt;script&gt;alert" in text(page) for page in pages) > len(pages) // 2
    for page in map(text, pages):
        for live in ("<script>alert", "<img", "<svg/onload", "' onmouseover='", 'href="javascript:', "14{%"):
            assert live not in page


def test_an_analyst_sees_no_way_to_release(story: Story) -> None:
    client = Client(SERVER_NAME="localhost")
    ana = people.find_officer(story.env, "Ana")
    client.post(f"/enter/{people.make_link(story.env, ana.id)}")
    client.post("/duty", {"purpose": "group-investigation", "reason": "analysis"})
    assert "Release to a partner" not in text(client.get(f"/entities/{story.supplier}"))
    assert client.get(f"/entities/{story.supplier}/release").status_code == 403


def test_somebody_of_another_purpose_reads_no_file(story: Story) -> None:
    elif_ = people.add_officer(story.env, name="Elif", role=Role.VICTIM_SUPPORT_WORKER)
    client = Client(SERVER_NAME="localhost")
    client.post(f"/enter/{people.make_link(story.env, elif_)}")
    client.post("/duty", {"purpose": "victim-assistance", "reason": "first visit"})
    assert client.get(f"/entities/{story.supplier}").status_code == 404


def test_a_magistrate_sets_and_lifts_a_hold_with_a_reason(story: Story, claire: Client) -> None:
    where = f"/entities/{story.supplier}/holds"
    assert "No hold stands" in text(claire.get(where))
    assert claire.post(where, {"kind": "judicial-file", "reason": ""}).status_code == 400
    assert claire.post(where, {"kind": "complaint", "reason": "the file"}).status_code == 400
    assert claire.post(where, {"kind": "judicial-file", "reason": "the file"}).status_code == 302
    page = text(claire.get(where))
    assert "Lies in a judicial file" in page
    (lift,) = re.findall(r'"(/holds/[0-9a-f]{32}/lift)"', page)
    assert claire.post(lift, {"reason": ""}).status_code == 400
    assert "0 statements were erased" in text(claire.post(lift, {"reason": "acquitted"}))
    assert "/lift" not in text(claire.get(where))


def test_a_correction_and_stricter_rules_are_sent_with_a_reason(story: Story, besa: Client) -> None:
    where = f"/records/{story.phone_record}"
    right = {"value": "+33612345600", "reason": "a digit was wrong"}
    assert besa.post(f"{where}/correct", {**right, "reason": ""}).status_code == 400
    assert besa.post(f"{where}/correct", {**right, "value": "no number"}).status_code == 400
    assert besa.post(f"{where}/correct", right).status_code == 302
    assert "Unterland" in text(besa.get(f"{where}/restrict"))
    stricter = {"handling": "H1", "holders": [story.unterland.id], "reason": "not for a court"}
    assert besa.post(f"{where}/restrict", {**stricter, "handling": "H0"}).status_code == 302
    assert besa.post(f"{where}/restrict", stricter).status_code == 302
    assert besa.post(f"{where}/restrict", {"holders": [], "reason": "nobody"}).status_code == 302
    page = text(besa.get(where))
    assert "not confirmed yet" in page
    assert besa.get(f"/records/{'0' * 32}/correct").status_code == 404


def test_a_suggestion_is_sent_and_one_is_answered(story: Story, besa: Client) -> None:
    there = Statement.objects.using(story.env.database).exclude(arrived_from="").filter(state="live")
    record = there.filter(schema="Person", prop="name")[0].record
    said = {"change": "recall", "note": "another person", "reason": "seen at the quay"}
    assert "Suggest a change" in text(besa.get(f"/entities/{there.get(record=record).entity}"))
    assert besa.post(f"/records/{record}/propose", {**said, "note": ""}).status_code == 400
    assert besa.post(f"/records/{record}/propose", said).status_code == 302
    assert Outbox.objects.using(story.env.database).filter(kind="proposal").exists()
    assert besa.get(f"/records/{story.phone_record}/propose").status_code == 404
    facts = {"change": "recall", "note": "wrong person", "record": story.phone_record, "agreement": ""}
    facts |= {"node": story.unterland.id, "message": story.unterland.id + "|1|1|" + "ab" * 32}
    row = Notice.objects.using(story.env.database).create(
        id="9" * 32,
        kind="proposal",
        at=story.env.at(),
        service=story.unterland.env.service,
        entity=story.supplier,
        facts={**facts, "agreement": story.agreement},
    )
    assert "wrong person" in text(besa.get(f"/inbox/{row.id}/proposal"))
    answer = {"answer": "declined", "note": "it is right", "reason": "checked again"}
    assert besa.post(f"/inbox/{row.id}/proposal", {**answer, "reason": ""}).status_code == 400
    assert besa.post(f"/inbox/{row.id}/proposal", answer).status_code == 302
    assert Outbox.objects.using(story.env.database).filter(kind="feedback").exists()
    assert besa.get(f"/inbox/{story.hit}/proposal").status_code == 404


def test_the_desk_says_why_something_was_sent_and_why_not(story: Story, besa: Client) -> None:
    where = f"/entities/{story.supplier}/explain"
    assert where in text(besa.get(f"/entities/{story.supplier}"))
    assert besa.post(where, {"partner": "nobody"}).status_code == 400
    before = Outbox.objects.using(story.env.database).count()
    page = text(besa.post(where, {"partner": story.unterland.id}))
    assert "permitted by" in page
    assert "does not cover this category of person" in page
    assert "Would it go now?" in page
    assert "Quay 4" not in page
    assert Outbox.objects.using(story.env.database).count() == before


def test_what_is_owed_is_told_with_a_reason(story: Story, besa: Client) -> None:
    row = Notice.objects.using(story.env.database).create(
        id="8" * 32, kind="owed", at=story.env.at(), service=story.env.service, facts={"statements": 1}
    )
    where = f"/inbox/{row.id}/owed"
    assert where in text(besa.get("/inbox"))
    assert besa.post(where, {"reason": ""}).status_code == 400
    assert besa.post(where, {"reason": "the list of March"}).status_code == 302
    assert besa.get(where).status_code == 404


def test_a_row_of_the_inbox_says_whom_it_is_from_once(besa: Client) -> None:
    rows = text(besa.get("/inbox")).split('<li class="notice"')[1:]
    assert rows
    assert {row.count("from <strong>") for row in rows} == {1}


@pytest.mark.parametrize(
    ("language", "waiting", "stopped"),
    [
        ("en", "Releases stop in 2 hours.", "Releases have stopped."),
        ("fr", "arrêtent dans 2 heures.", "Les communications sont arrêtées."),
    ],
    ids=["en", "fr"],
)
def test_every_screen_counts_down_to_the_stop_of_releases(
    story: Story, besa: Client, language: str, waiting: str, stopped: str
) -> None:
    besa.post("/preferences", {"language": language, "theme": "auto", "keys": "some"})
    assert "data-witnesses" not in text(besa.get("/inbox"))
    since = witnesses(story.env)
    assert since is not None
    story.env.advance(since.left - timedelta(hours=2, minutes=30) + timedelta(minutes=20))
    for path in ("/inbox", "/partners", f"/entities/{story.supplier}"):
        assert waiting in text(besa.get(path)), path
    story.env.advance(timedelta(hours=3))
    page = text(besa.get(f"/entities/{story.supplier}"))
    assert stopped in page
    assert "K. Tallow" in page, "reading goes on"


def test_a_screen_shows_a_recall_reaching_its_recipient_with_the_receipt(story: Story, besa: Client) -> None:
    page = f"/records/{story.phone_record}"
    before = text(besa.get(page))
    assert "Unterland" in before
    assert "erased there" not in before
    sharing.recall(story.env, story.oberland.access(), story.phone_record)
    assert "erased there" not in text(besa.get(page))
    for post in due(story.env, frozenset(), 32):
        settle(story.env, post, handle(story.unterland.env, story.oberland.id, post.wire))
    after = text(besa.get(page))
    assert "Unterland" in after
    assert "erased there" in after
