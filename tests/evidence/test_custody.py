from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from passerelle.evidence.custody import CustodyAct, CustodyEvent, broken_at, on_its_way

CONTENT = "c" * 64
START = datetime(2026, 11, 22, 9, tzinfo=UTC)


def events(*acts: CustodyAct) -> list[CustodyEvent]:
    found: list[CustodyEvent] = []
    for number, act in enumerate(acts, start=1):
        before = found[-1].digest if found else CONTENT
        at = START + timedelta(hours=number)
        one = CustodyEvent(exhibit="e", number=number, act=act, at=at, officer="o", why="w", before=before)
        found.append(one)
    return found


CHAIN = events(CustodyAct.TAKEN, CustodyAct.READ, CustodyAct.HANDED, CustodyAct.VERIFIED)


def test_events_that_follow_one_another_hold_together() -> None:
    assert broken_at(CONTENT, CHAIN) is None


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(
    "change", [{"why": "x"}, {"officer": "x"}, {"act": CustodyAct.DAMAGED}, {"at": START}], ids=str
)
def test_a_changed_event_is_seen_in_the_one_after_it(place: int, change: dict[str, object]) -> None:
    changed = [*CHAIN]
    changed[place] = replace(CHAIN[place], **change)  # type: ignore[arg-type] # one field of each kind
    found = broken_at(CONTENT, changed)
    # The last event is bound by the journal alone, as nothing follows it.
    assert found is not None or place == len(CHAIN) - 1


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        (CHAIN[1:], 1),
        ([CHAIN[0], CHAIN[2]], 2),
        ([CHAIN[1], CHAIN[0]], 1),
        ([], 1),
        (events(CustodyAct.TAKEN, CustodyAct.TAKEN), 2),
    ],
    ids=["beginning-gone", "one-gone", "turned", "nothing", "taken-twice"],
)
def test_what_is_missing_or_turned_is_found(changed: list[CustodyEvent], number: int) -> None:
    assert broken_at(CONTENT, changed) == number


def test_events_of_another_content_are_found() -> None:
    assert broken_at("d" * 64, CHAIN) == 1


@pytest.mark.parametrize(
    ("acts", "waits"),
    [
        ((), False),
        ((CustodyAct.TAKEN,), False),
        ((CustodyAct.TAKEN, CustodyAct.HANDED, CustodyAct.READ), True),
        ((CustodyAct.TAKEN, CustodyAct.HANDED, CustodyAct.RECEIVED), False),
        ((CustodyAct.TAKEN, CustodyAct.HANDED, CustodyAct.KEPT, CustodyAct.HANDED), True),
    ],
    ids=["nothing", "taken", "given", "received", "given again"],
)
def test_what_was_given_is_on_its_way_until_somebody_answers(
    acts: tuple[CustodyAct, ...], waits: bool
) -> None:
    assert (on_its_way(events(*acts)) is not None) is waits


def test_to_whom_it_was_given_is_bound_and_older_events_keep_their_digest() -> None:
    given = replace(CHAIN[2], to="ana")
    assert given.digest != CHAIN[2].digest
    assert given.digest != replace(given, to="claire").digest
    # Computed by the version before there was a receiver.
    assert CHAIN[0].digest == "8b29b25c4edf6c878f2b8b9ddf99258cd260a13bd68b653f768bf0f825f38825"
