from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from passerelle.core.freeze import FreezeClock, FreezeClockError, FreezeState

ASKED = datetime(2031, 3, 29, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_time_runs_from_the_decision_and_not_from_the_request() -> None:
    clock = FreezeClock(hours=48, asked_at=ASKED)
    assert (clock.until, clock.state(ASKED + 100 * HOUR)) == (None, FreezeState.ASKED)
    decided = FreezeClock(hours=48, asked_at=ASKED, decided_at=ASKED + HOUR)
    assert decided.state(ASKED + 49 * HOUR) is FreezeState.HOLDING
    assert decided.state(ASKED + 49 * HOUR + timedelta(seconds=1)) is FreezeState.EXPIRED


def test_hours_are_real_ones_across_a_change_of_clocks() -> None:
    local = ASKED.astimezone(ZoneInfo("Europe/Paris"))
    clock = FreezeClock(hours=24, asked_at=ASKED, decided_at=ASKED)
    assert clock.until is not None
    assert clock.until.astimezone(local.tzinfo).hour == local.hour + 1


def test_an_end_is_an_end() -> None:
    clock = FreezeClock(hours=9, asked_at=ASKED, decided_at=ASKED, ended_at=ASKED + HOUR)
    assert clock.state(ASKED + 2 * HOUR) is FreezeState.ENDED


@pytest.mark.parametrize("hours", [0, -1])
def test_no_hours_are_no_freeze(hours: int) -> None:
    with pytest.raises(FreezeClockError):
        FreezeClock(hours=hours, asked_at=ASKED)
