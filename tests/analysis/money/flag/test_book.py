from __future__ import annotations

from tests.analysis.money.flag.world import pay

from passerelle.analysis.money.flag.book import books, total, widest, windows
from passerelle.analysis.money.flag.flags import DEFAULTS, NO_PLACES


def test_transfers_stand_in_time_order_and_to_oneself_they_are_none() -> None:
    given = [pay(1, "A", "B", 1, day=2), pay(2, "A", "B", 1, day=1), pay(3, "A", "A", 1), pay(4, "", "B", 1)]
    (book,) = books(given, {}, NO_PLACES, DEFAULTS)
    assert [one.row for one in book.paid_in["B"]] == [4, 2, 1]
    assert set(book.paid_out) == {"A"}


def test_a_window_ends_at_each_transfer() -> None:
    given = [pay(day, "A", "B", day, day=day) for day in (1, 2, 9)]
    assert [[one.row for one in window] for window in windows(given, 2)] == [[1], [1, 2], [9]]
    assert total(widest(windows(given, 2))) == 3
    assert widest([]) == ()
