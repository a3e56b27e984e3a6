from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from passerelle.analysis.money.column import as_ledger, numbered, scaled
from passerelle.formats.ledger_row import LedgerRow


def row(number: int, time: datetime, amount: str = "1", source: str = "A", target: str = "B") -> LedgerRow:
    return LedgerRow(
        row=number,
        line=number + 1,
        source=source,
        target=target,
        amount=Decimal(amount),
        currency="EUR",
        time=time,
        amount_given=amount,
        time_given=time.isoformat(),
    )


DAY = datetime(2031, 3, 4)


def test_numbers_follow_the_first_appearance() -> None:
    found = numbered(["b", "a", "b"])
    assert (found.numbers.tolist(), found.values) == ([0, 1, 0], ["b", "a"])


def test_amounts_are_exact_in_their_smallest_unit() -> None:
    found = scaled([Decimal("0.1"), Decimal("12.345"), Decimal(7)])
    assert (found.units.tolist(), found.decimals) == ([100, 12345, 7000], 3)


def test_amounts_too_large_for_their_decimals_lose_decimals_and_no_more() -> None:
    found = scaled([Decimal("9000000000000.12345678"), Decimal(1)])
    assert found.decimals == 2
    assert found.units.tolist() == [900000000000012, 100]


def test_a_sum_beyond_all_measure_is_searched_in_larger_units() -> None:
    found = scaled([Decimal(5 * 10**18), Decimal(49 * 10**17)])
    assert (found.units.tolist(), found.decimals) == ([500_000_000_000_000, 490_000_000_000_000], -4)


def test_a_ledger_has_the_columns_of_its_transfers() -> None:
    rows = [row(1, DAY, "10.5"), row(2, DAY + timedelta(1), "3", "B", "C")]
    found, decimals = as_ledger(rows, ["X", ""])
    assert decimals == 1
    assert (found.source.tolist(), found.target.tolist()) == ([0, 1], [1, 2])
    assert found.amount.tolist() == [105, 30]
    assert found.book.tolist() == [0, -1]
    assert (found.time[1] - found.time[0]) == 86_400


def test_accounts_without_a_name_are_never_the_same() -> None:
    found, _ = as_ledger([row(1, DAY, source=""), row(2, DAY, source="", target=""), row(3, DAY, target="")])
    assert len(found) == 3
    assert found.accounts == 6
