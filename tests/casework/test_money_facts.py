from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import keep
from tests.casework.world import oberland

from passerelle.analysis.money.flag.rule import Rule
from passerelle.casework import flagging, money_facts
from passerelle.casework.access import AbsentError
from passerelle.casework.money_facts import AccountSaid, FactNotKeptError, LineSaid, ShipmentSaid
from passerelle.casework.money_notes import notes
from passerelle.store.models import Identification, Ledger, LedgerLine

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

SHIPMENT = ShipmentSaid(
    mover="COLLECTOR",
    goods="boat",
    from_country="CN",
    to_country="DE",
    stored=True,
    on=date(2026, 1, 2),
    reason="customs note 7",
)


def test_what_is_said_lets_a_rule_be_asked_and_fire(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    assert {Rule.R7, Rule.R10} <= set(flagging.rules_lacking(env, access))
    said = AccountSaid(account="collector", cash_business=False, person="P1", reason="register of trade")
    money_facts.say_of_account(env, access, ledger, said)
    money_facts.say_of_lines(env, access, ledger, range(1, 10), LineSaid(channel="cash", reason="slips"))
    flagging.add_place(
        env, access, code="strand", reason="boats left", since=date(2026, 1, 1), until=date(2026, 12, 31)
    )
    coast = ShipmentSaid(
        mover="COLLECTOR", goods="boat", from_country="DE", to_country="FR", to_place="strand",
        on=date(2026, 2, 2), reason="customs note 9",
    )  # fmt: skip
    for shipment in (SHIPMENT, coast):
        money_facts.say_of_shipment(env, access, ledger, shipment)
    assert not {Rule.R7, Rule.R10} & set(flagging.rules_lacking(env, access))
    flagging.ask_red_flags(env, access)
    asked = {note.rule: note for note in notes(env, access)}
    assert asked["R7 v2"].said["reasons"] == [["deposits", {"deposits": 9, "days": 30}]]
    assert len(asked["R7 v2"].lines) == 9
    assert asked["R10 v2"].lines == ()
    assert money_facts.persons_of(env, access) == {"COLLECTOR": "P1"}
    assert flagging.ask_red_flags(env, access).questions == 0


def test_the_exhibit_is_as_it_was_whatever_is_said_of_its_lines(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    money_facts.say_of_lines(env, access, ledger, [1], LineSaid(channel="cash", reason="slips"))
    assert LedgerLine.objects.using(env.database).get(ledger=ledger, row=1).channel == "wire"


def test_facts_of_who_is_met_by_protection_are_shown_to_nobody_who_inquires(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    said = AccountSaid(account="WORKER", escorted=True, person="P2", reason="seen at the counter")
    money_facts.say_of_account(env, access, ledger, said)
    assert [one.account for one in money_facts.accounts_said(env, access)] == ["WORKER"]
    flagging.ask_red_flags(env, access)
    assert Identification.objects.using(env.database).get().subject == "WORKER"
    assert money_facts.accounts_said(env, access) == ()
    assert money_facts.persons_of(env, access) == {}


def test_a_fact_needs_a_reason_and_a_ledger_that_its_reader_may_see(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    with pytest.raises(FactNotKeptError):
        money_facts.say_of_account(env, access, ledger, AccountSaid(account="A", reason=" "))
    with pytest.raises(AbsentError):
        money_facts.say_of_shipment(env, access, "other", SHIPMENT)
    money_facts.say_of_shipment(env, access, ledger, SHIPMENT)
    Ledger.objects.using(env.database).get().delete()
    assert money_facts.shipments_said(env, access) == ()
