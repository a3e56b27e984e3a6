from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import oberland

from passerelle.casework import cases, people
from passerelle.casework.access import AbsentError, open_access
from passerelle.casework.freezing import (
    FreezeRefusedError,
    FreezeView,
    ask_freeze,
    decide_freeze,
    end_freeze,
    freezes,
)
from passerelle.core.freeze import FreezeKind, FreezeState
from passerelle.core.role import Role
from passerelle.store.models import Freeze

if TYPE_CHECKING:
    from tests.casework.world import World
    from tests.simulator.env import SeededEnv

    from passerelle.casework.access import Access


def member(world: World, name: str, role: Role) -> Access:
    officer = people.add_officer(world.env, name=name, role=role)
    cases.add_member(world.env, world.case, officer, why="money")
    return open_access(world.env, officer, case=world.case, reason="the collector's account")


def asked(world: World, kind: FreezeKind = FreezeKind.FREEZING, **changes: object) -> str:
    said: dict[str, object] = {
        "account": "GB29NWBK60161331926819",
        "bank": "Bank of Port-Lanterne",
        "amount": Decimal(20_000),
        "currency": "eur",
        "legal_basis": "Code of Oberland, article 40",
        "hours": 72,
        "reason": "nine people paid a collector",
        **changes,
    }
    return ask_freeze(world.env, world.ana_reads(), kind=kind, **said)  # type: ignore[arg-type]


def only(world: World) -> FreezeView:
    (view,) = freezes(world.env, world.ana_reads())
    return view


def test_nothing_is_held_before_a_magistrate_decided(env: SeededEnv) -> None:
    world = oberland(env)
    freeze = asked(world)
    assert (only(world).state, only(world).until) == (FreezeState.ASKED, None)
    with pytest.raises(FreezeRefusedError, match="magistrate"):
        decide_freeze(env, world.ana_reads(), freeze)
    decide_freeze(env, member(world, "Claire", Role.MAGISTRATE), freeze)
    assert (only(world).state, only(world).decided_by) == (FreezeState.HOLDING, "Claire")


def test_a_unit_postpones_and_who_asked_does_not_decide(env: SeededEnv) -> None:
    world = oberland(env)
    freeze = asked(world, FreezeKind.POSTPONEMENT)
    investigator = member(world, "Besa", Role.FINANCIAL_INVESTIGATOR)
    Freeze.objects.using(env.database).update(asked_by=investigator.officer)
    with pytest.raises(FreezeRefusedError, match="who asked"):
        decide_freeze(env, investigator, freeze)
    decide_freeze(env, member(world, "Goran", Role.FINANCIAL_INVESTIGATOR), freeze)
    assert only(world).state is FreezeState.HOLDING


def test_it_expires_by_the_hours_of_its_law_and_is_decided_once(env: SeededEnv) -> None:
    world = oberland(env)
    freeze = asked(world, hours=48)
    claire = member(world, "Claire", Role.MAGISTRATE)
    decide_freeze(env, claire, freeze)
    with pytest.raises(FreezeRefusedError, match="before"):
        decide_freeze(env, claire, freeze)
    env.advance(timedelta(hours=49))
    assert only(world).state is FreezeState.EXPIRED


def test_its_end_says_what_was_recovered_and_what_it_led_to(env: SeededEnv) -> None:
    world = oberland(env)
    freeze = asked(world)
    with pytest.raises(FreezeRefusedError, match="what it led to"):
        end_freeze(env, world.ana_reads(), freeze, held="1", recovered="1", outcome=" ")
    with pytest.raises(FreezeRefusedError, match="no number"):
        end_freeze(env, world.ana_reads(), freeze, held="much", recovered="1", outcome="confiscated")
    end_freeze(env, world.ana_reads(), freeze, held="18000.50", recovered="12000", outcome="confiscated")
    view = only(world)
    assert (view.state, view.held, view.recovered, view.outcome) == (
        FreezeState.ENDED,
        "18000.50",
        "12000",
        "confiscated",
    )


def test_a_request_is_whole_and_of_ones_own_case(env: SeededEnv) -> None:
    world = oberland(env)
    for changes in ({"reason": " "}, {"bank": ""}, {"amount": Decimal(0)}):
        with pytest.raises(FreezeRefusedError, match="name the account"):
            asked(world, **changes)
    with pytest.raises(AbsentError):
        freezes(env, world.dana_reads())
