from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from passerelle.core.protective import (
    Clearance,
    Cleared,
    NotCleared,
    ProtectiveKind,
    ProtectiveState,
    guard,
    pending,
)

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SIGNED = Clearance("claire", NOW - DAY)
# Each way one state can stand against a clearance signed a day ago, and whether it still blocks.
TIMES = {
    "over-before-signing": (NOW - 9 * DAY, NOW - 2 * DAY, False),
    "over-at-signing": (NOW - 9 * DAY, NOW - DAY, False),
    "pending-at-signing": (NOW - 9 * DAY, NOW - DAY / 2, True),
    "pending": (NOW - 9 * DAY, None, True),
    "began-and-ended-after-signing": (NOW - DAY / 2, NOW - DAY / 4, True),
    "begins-later": (NOW + DAY, None, False),
}


@pytest.mark.parametrize("kind", ProtectiveKind)
@pytest.mark.parametrize(("since", "until", "blocks"), TIMES.values(), ids=TIMES)
def test_every_kind_blocks_in_every_position(
    kind: ProtectiveKind, since: datetime, until: datetime | None, blocks: bool
) -> None:
    found = guard([ProtectiveState(kind, since, until)], SIGNED, NOW)

    assert found == (NotCleared() if blocks else Cleared())


def test_any_set_of_states_clears_only_when_each_of_them_does() -> None:
    for size in range(3):
        for chosen in combinations(
            [(kind, *time) for kind in ProtectiveKind for time in TIMES.values()], size
        ):
            states = [ProtectiveState(kind, since, until) for kind, since, until, _ in chosen]
            blocks = any(blocks for *_, blocks in chosen)
            assert guard(states, SIGNED, NOW) == (NotCleared() if blocks else Cleared())


@pytest.mark.parametrize(
    "clearance",
    [None, Clearance("", NOW - DAY), Clearance("claire", NOW + DAY)],
    ids=["silence", "nobody", "later"],
)
def test_without_a_signed_clearance_nobody_is_cleared(clearance: Clearance | None) -> None:
    assert guard([], clearance, NOW) == NotCleared()


def test_the_guard_has_no_room_for_a_reason() -> None:
    assert dataclasses.fields(NotCleared) == ()
    assert repr(NotCleared()) == "NotCleared()"


def test_a_state_is_pending_from_its_first_instant_to_before_its_last() -> None:
    state = ProtectiveState(ProtectiveKind.ASYLUM, NOW, NOW + DAY)

    assert pending([state], NOW) == {ProtectiveKind.ASYLUM}
    assert pending([state], NOW + DAY) == frozenset()
    assert pending([state], NOW - DAY) == frozenset()


def test_every_kind_shields_identity_or_says_child() -> None:
    assert all(kind.shields_identity is not kind.is_childhood for kind in ProtectiveKind)
    assert {kind for kind in ProtectiveKind if kind.is_childhood} == {
        ProtectiveKind.UNACCOMPANIED_CHILD,
        ProtectiveKind.AGE_IN_DOUBT,
        ProtectiveKind.ACCOMPANIED_CHILD,
    }
