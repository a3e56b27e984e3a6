from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import keep
from tests.casework.world import oberland

from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Way
from passerelle.casework import money_facts
from passerelle.casework.money_export import trace_as_csv
from passerelle.casework.money_facts import AccountSaid
from passerelle.casework.money_selection import handle
from passerelle.casework.money_tracing import AccountAbsentError, TraceWanted, handles_of, traces, tracings

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_money_is_followed_from_a_line_and_from_a_persons_accounts(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    (line,) = traces(env, access, TraceWanted(lines=((ledger, 1),)))
    assert line.tracing.accounting is Accounting.PROPORTIONAL
    shares = {one.account: one.share for one in line.reached}
    assert shares["COLLECTOR"] + shares["GB29NWBK60161331926819"] == 1
    assert [one.name for one in line.channels] == ["wire"]
    for account in ("PAYER1", "payer2"):
        said = AccountSaid(account=account, person="P1", reason="the same telephone")
        money_facts.say_of_account(env, access, ledger, said)
    (person,) = traces(env, access, TraceWanted(picks=(handle(env, "P1"),)))
    assert person.tracing.started == Decimal(5_000)
    assert person.picture.bands


def test_backwards_names_who_it_came_from_and_leaves_with_its_sources(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    picks = handles_of(env, access, "boss")
    (found,) = tracings(env, access, TraceWanted(picks=picks, way=Way.BACKWARDS))
    rests = {one.account: one.rests for one in found.reached if one.rests}
    assert rests == {"FARM": Decimal(4_050)}
    rows = trace_as_csv(env, access, [found]).decode().splitlines()
    assert len(rows) == 1 + 6
    assert "backwards,proportional,Statement of March" in rows[1]


def test_an_account_that_no_ledger_names_is_not_traced(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    with pytest.raises(AccountAbsentError):
        handles_of(env, world.ana_reads(), "WORKER, NOBODY")
    assert traces(env, world.ana_reads(), TraceWanted()) == ()
