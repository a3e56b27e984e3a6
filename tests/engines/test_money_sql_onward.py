"""What is passed on, gathered and mirrored: as SQL and compiled, the same groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from tests.analysis.money.reference import Move, groups, made, moves
from tests.engines.test_money_sql import duck, loaded

from passerelle.analysis.money import mirror, onward, pivot
from passerelle.analysis.money.onward import PassingOn
from passerelle.analysis.money.pivot import Pivoting
from passerelle.engines import money_sql_onward

if TYPE_CHECKING:
    from passerelle.analysis.money.ledger import Ledger
    from passerelle.engines.money_sql import Engine

__all__ = ["duck"]
RAPID = PassingOn(within=6, held=0, legs=1, lowest_share=900, highest_share=1_000)
ESCROW = PassingOn(within=9, held=2, legs=2, lowest_share=700, highest_share=1_300)
GATHERING = Pivoting(within=5, senders=2, receivers=2)
FUNNEL = Pivoting(within=6, senders=2, receivers=1, most_receivers=2, lowest_share=300, highest_share=1_500)


def agree(engine: Engine, ledger: Ledger) -> None:
    for asked in (RAPID, ESCROW):
        assert money_sql_onward.passed_on(engine, asked) == groups(onward.passed_on(ledger, asked))
    for pivoting in (GATHERING, FUNNEL):
        assert money_sql_onward.pivots(engine, pivoting) == groups(pivot.pivots(ledger, pivoting))
    for fee in (0, 300):
        found = money_sql_onward.mirrors(engine, delay=4, fee=fee)
        assert found == groups(mirror.mirrors(ledger, delay=4, fee=fee))


@given(given=moves(amount=12, currencies=2))
@settings(deadline=None, max_examples=settings().max_examples // 10)
def test_duckdb_finds_what_the_kernels_find_in_any_small_ledger(duck: Any, given: list[Move]) -> None:
    ledger = made(given)
    agree(loaded(duck, ledger), ledger)
