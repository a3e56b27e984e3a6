"""Two records side by side through the real views: judged, stopped for a decision, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.desk.test_screens import text

from passerelle.casework.resolving import same_as
from passerelle.store.models import JournalEntry

if TYPE_CHECKING:
    from django.test import Client
    from tests.desk.story import Story


def test_a_pair_is_found_judged_by_a_decision_and_taken_back_with_reasons(story: Story, besa: Client) -> None:
    story.share_a_phone()
    listed = f"/entities/{story.supplier}/same"
    where = f"{listed}/{story.namesake}"
    assert listed in text(besa.get(f"/entities/{story.supplier}"))
    assert where in text(besa.get(listed))
    page = text(besa.get(where))
    for words in ("Two records side by side", "K. Tallow", "Seeland", "received from its owner", "agrees"):
        assert words in page
    assert besa.post(where, {"verdict": "same", "reason": ""}).status_code == 400
    assert same_as(story.env, story.supplier) == ()
    # The supplier's address was recorded as a contact's, so this is across subject categories.
    stopped = besa.post(where, {"verdict": "same", "reason": "one trade"})
    assert stopped.status_code == 400
    assert "not held in the same subject categories" in text(stopped)
    assert "one trade" in text(stopped), "what was typed is kept"
    assert same_as(story.env, story.supplier) == ()
    judged = {"verdict": "same", "reason": "one trade", "decided": "on"}
    assert besa.post(where, judged).status_code == 302
    last = JournalEntry.objects.using(story.env.database).latest("position")
    assert b"across subject categories" in bytes(last.leaf)
    assert same_as(story.env, story.supplier) == (story.namesake,)
    assert "one trade" in text(besa.get(listed))
    undo = text(besa.get(f"{where}/undo"))
    seen = undo.split('name="seen" value="')[1].split('"')[0]
    assert besa.post(f"{where}/undo", {"seen": seen, "reason": ""}).status_code == 400
    assert besa.post(f"{where}/undo", {"seen": seen, "reason": "two trades"}).status_code == 302
    assert same_as(story.env, story.supplier) == ()
    page = text(besa.get(where))
    assert "one trade" in page
    assert "two trades" in page
    assert besa.post(f"{where}/undo", {"seen": seen, "reason": "again"}).status_code == 409


def test_any_record_can_be_laid_beside_another_by_its_address(story: Story, besa: Client) -> None:
    listed = f"/entities/{story.supplier}/same"
    pasted = f"https://node.example/entities/{story.group}?x=1"
    assert besa.post(listed, {"record": pasted}).headers["Location"] == f"{listed}/{story.group}"
    assert besa.post(listed, {"record": "no number"}).status_code == 400
    assert besa.get(f"{listed}/{'0' * 32}").status_code == 404
