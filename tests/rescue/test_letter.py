from __future__ import annotations

from datetime import UTC, datetime

from passerelle.rescue import letter
from passerelle.rescue.call import Call
from passerelle.rescue.centre import Centre
from passerelle.rescue.report import Report
from passerelle.rescue.settings import Settings

CALL = Call(
    id="a" * 32,
    key="b" * 32,
    report=Report(position="50 30 N 1 15 E", people="12, two infants"),
    raised_at=datetime(2026, 3, 2, 3, 0, tzinfo=UTC),
)


def test_a_letter_says_what_was_said_and_what_was_not() -> None:
    text = letter.text(
        Settings(sender="Coast"), CALL, (Centre(name="North", telephone="+000 1"), Centre(name="South"))
    )
    assert "12, two infants" in text
    assert "50.50000 1.25000" in text
    assert "State / État: not said" in text
    assert "North  +000 1" in text
    assert "South  no telephone set" in text


def test_a_line_above_a_letter_tells_nothing_of_the_people() -> None:
    assert letter.subject(CALL) == "DISTRESS / DÉTRESSE aaaaaaaa"


def test_the_object_has_no_field_but_these() -> None:
    assert set(letter.body(Settings(), CALL)) == {
        "passerelle_distress", "id", "raised_at", "escalations", "from", "point", "acknowledge",
        "position", "people", "state", "contact", "languages", "text",
    }  # fmt: skip
    assert letter.body(Settings(), CALL)["acknowledge"] == ""
    assert letter.body(Settings(public="https://c.invalid"), CALL)["acknowledge"] == (
        f"https://c.invalid/acknowledge/{'a' * 32}/{'b' * 32}"
    )
