from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from passerelle.store.day_text import DayText
from passerelle.store.models import EmbarkationPlace

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_the_day_is_that_of_utc_on_both_databases(env: SeededEnv) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    places = EmbarkationPlace.objects.using(env.database)
    for at in (late, datetime(2026, 3, 1, tzinfo=UTC)):
        places.create(code="x", reason="y", since=date(2026, 1, 1), until=date(2026, 1, 2), at=at)
    found = places.order_by("id").values_list(DayText("at"), flat=True)
    assert list(found) == ["2026-03-02", "2026-03-01"]
