from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.casework.ledger_world import keep
from tests.casework.world import oberland

from passerelle.casework.money_flow import money_view
from passerelle.casework.money_selection import Grouping, Wanted, handle

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_the_flow_of_a_case_has_its_returns_apart(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    view = money_view(env, world.ana_reads(), Wanted())
    streams = {(one.source, one.target): one.amount for one in view.flow.forward}
    assert streams["COLLECTOR", "GB29NWBK60161331926819"] == 20_000
    assert [(one.target, one.amount) for one in view.flow.returns] == [("COLLECTOR", 500)]
    assert [(month.name, month.transfers) for month in view.months] == [
        ("2026-01", 2),
        ("2026-02", 2),
        ("2026-03", 13),
    ]


def test_period_threshold_and_selection_narrow_the_view(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    wanted = Wanted(since=date(2026, 3, 1), until=date(2026, 3, 11), threshold=Decimal(3_000))
    view = money_view(env, access, wanted)
    assert [one.amount for one in view.flow.forward] == [20_000]
    assert (view.flow.below, view.flow.below_amount) == (9, 22_500)
    picked = money_view(env, access, Wanted(pick=handle(env, "WORKER")))
    assert picked.picked == "WORKER"
    assert {one.source for one in picked.shown} == {"FARM", "WORKER"}


def test_groups_are_accounts_countries_of_accounts_or_channels(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    by_channel = money_view(env, access, Wanted(grouping=Grouping.CHANNEL))
    assert "wire" in by_channel.flow.order
    by_country = money_view(env, access, Wanted(grouping=Grouping.COUNTRY))
    assert "→ GB" in by_country.flow.order


def test_a_handle_says_nothing_of_the_account(env: SeededEnv) -> None:
    assert "WORKER" not in handle(env, "WORKER")
    assert handle(env, "WORKER") == handle(env, "WORKER") != handle(env, "BOSS")
