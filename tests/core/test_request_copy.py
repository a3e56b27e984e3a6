from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.core.test_request_content import WHOLE

from passerelle.core.request_answer import PartRefused
from passerelle.core.request_channel import Channel
from passerelle.core.request_content import About
from passerelle.core.request_copy import Heading, copy_text
from passerelle.core.request_step import Happened, Step

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEADING = Heading(
    channel=Channel.SIENA,
    sender="Oberland",
    recipient="Unterland",
    country="xu",
    our_reference="OB-2026-014",
    their_reference="UN-7",
    agreement="Agreement of Port-Lanterne",
    receipt=NOON,
    due=None,
    europol="no: not within its remit",
)


def test_a_request_is_one_field_a_line() -> None:
    content = replace(
        WHOLE, offence="first\nFrom: Nobody", about=(About("Vehicle", "registrationNumber", "X1"),)
    )
    lines = copy_text(HEADING, content, None).splitlines()
    assert lines[0] == "passerelle-channel-copy/1 for SIENA"
    assert "Facts and offence: first From: Nobody" in lines
    assert [line for line in lines if line.startswith("From:")] == ["From: Oberland"]
    assert "Due: without delay" in lines
    assert "Asked 2: who insured it" in lines
    assert "About Vehicle registrationNumber: X1" in lines


def test_an_answer_says_what_is_given_and_what_is_refused() -> None:
    answer = Happened(
        step=Step.ANSWERED,
        at=NOON,
        text="the rest follows",
        delivered=("1",),
        refused=(PartRefused("2", "not-available"),),
    )
    lines = copy_text(replace(HEADING, due=NOON), WHOLE, answer, ["Vehicle model: van"]).splitlines()
    assert "Due: 2026-03-02T12:00+00:00" in lines
    assert lines[-5:] == [
        "Answered: 2026-03-02T12:00+00:00",
        "Given 1: see below",
        "Refused 2: not-available",
        "Remarks: the rest follows",
        "Information: Vehicle model: van",
    ]
