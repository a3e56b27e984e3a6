from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.money import reference
from tests.analysis.money.reference import Move, groups, made, moves

from passerelle.analysis.money.fan import fans_in, fans_out


@settings(deadline=None)
@given(moves(), st.integers(2, 4), st.integers(0, 12))
def test_fans_are_what_trying_everything_finds(transfers: list[Move], least: int, within: int) -> None:
    ledger = made(transfers)
    assert groups(fans_in(ledger, least=least, within=within)) == reference.fans(
        transfers, "target", "source", least, within
    )
    assert groups(fans_out(ledger, least=least, within=within)) == reference.fans(
        transfers, "source", "target", least, within
    )


def test_a_payer_who_pays_three_times_is_one_payer() -> None:
    repeated = made([Move(1, 0, 1), Move(1, 0, 2), Move(1, 0, 3)])
    assert groups(fans_in(repeated, least=3, within=9)) == set()
    assert groups(fans_in(repeated, least=1, within=9)) == {(0, 1, 2)}


def test_a_fan_goes_on_while_its_windows_share_a_transfer() -> None:
    ledger = made([Move(1, 0, 0), Move(2, 0, 4), Move(3, 0, 8), Move(4, 0, 20)])
    assert groups(fans_in(ledger, least=2, within=4)) == {(0, 1, 2)}
