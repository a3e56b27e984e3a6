from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.mirror import mirrors


@settings(deadline=None, max_examples=300)
@given(moves(accounts=8, amount=20, currencies=2), st.integers(0, 20), st.integers(0, 400))
def test_mirrors_are_what_trying_everything_finds(transfers: list[Move], delay: int, fee: int) -> None:
    found = groups(mirrors(made(transfers), delay=delay, fee=fee))
    assert found == reference.mirrors(transfers, delay, fee)


PAIR = [Move(0, 1, 0, 1000, 0, 0), Move(2, 3, 1, 970, 0, 1)]


def test_the_same_amount_less_a_fee_in_another_ledger_is_a_mirror() -> None:
    assert groups(mirrors(made(PAIR), delay=2, fee=30)) == {(0, 1)}
    assert groups(mirrors(made(PAIR), delay=2, fee=29)) == set()
    assert groups(mirrors(made(PAIR), delay=0, fee=30)) == set()


def test_a_shared_account_is_a_bank_link_and_no_mirror() -> None:
    linked = [PAIR[0], PAIR[1]._replace(source=1)]
    assert groups(mirrors(made(linked), delay=2, fee=30)) == set()
