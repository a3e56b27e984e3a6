from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from passerelle.rescue.call import PATIENCE, RETRIED, Call, Way, call_of
from passerelle.rescue.report import Report

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def call() -> Call:
    return Call(
        id="a" * 32,
        key="b" * 32,
        report=Report(people="12"),
        raised_at=AT,
        ways=[Way(centre="", channel="paper")],
    )


def test_two_minutes_without_an_answer_are_late_and_two_more_again() -> None:
    one = call()
    assert timedelta(minutes=2) == PATIENCE
    assert not one.is_late(AT + PATIENCE - timedelta(seconds=1))
    assert one.is_late(AT + PATIENCE)
    one.escalated_at.append(AT + PATIENCE)
    assert not one.is_late(AT + PATIENCE * 2 - timedelta(seconds=1))
    assert one.is_late(AT + PATIENCE * 2)


def test_the_first_acknowledgement_stands() -> None:
    one = call()
    one.acknowledge("Coast", AT)
    one.acknowledge("somebody else", AT + PATIENCE)
    assert (one.acknowledged_by, one.acknowledged_at, one.is_late(AT + PATIENCE)) == ("Coast", AT, False)


def test_a_way_is_tried_again_until_it_went_out() -> None:
    way = Way(centre="Coast", channel="https", tried_at=AT)
    assert not way.due(AT + RETRIED - timedelta(seconds=1))
    assert way.due(AT + RETRIED)
    way.sent_at = AT
    assert not way.due(AT + RETRIED)


def test_a_call_comes_back_from_the_disk_as_it_was() -> None:
    one = call()
    one.escalated_at.append(AT + PATIENCE)
    one.ways[0].tried_at = AT
    one.acknowledge("Coast", AT)
    assert call_of(one.to_json()) == one


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": 1}'])
def test_what_is_no_call_is_said(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        call_of(text)
