from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from tests.analysis.money.test_tracing import row

from passerelle.analysis.money.arranged import arranged

if TYPE_CHECKING:
    from passerelle.formats.ledger_row import LedgerRow

DAY = datetime(2031, 3, 4)


def at(number: int, time: datetime) -> LedgerRow:
    return replace(row(number, "A>B", "1"), time=time)


def test_rows_of_one_instant_keep_their_order() -> None:
    rows = [at(1, DAY), at(2, DAY), at(3, DAY - timedelta(1)), at(4, DAY)]
    assert [each.row for each in arranged(rows)] == [3, 1, 2, 4]


def test_a_statement_written_newest_first_is_turned_round() -> None:
    newest_first = [at(1, DAY + timedelta(1)), at(2, DAY), at(3, DAY)]
    assert [each.row for each in arranged(newest_first)] == [3, 2, 1]


def test_a_time_zone_counts() -> None:
    later = at(1, datetime(2031, 3, 4, 12, 0, tzinfo=UTC))
    earlier = at(2, datetime(2031, 3, 4, 12, 30, tzinfo=timezone(timedelta(hours=2))))
    assert [each.row for each in arranged([later, earlier])] == [2, 1]
