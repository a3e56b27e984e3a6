from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import keep
from tests.casework.world import oberland

from passerelle.casework.access import AbsentError
from passerelle.casework.choosing import choose
from passerelle.core.subject import SubjectCategory
from passerelle.store import convert
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_a_chosen_transfer_is_a_payment_between_two_accounts_under_the_ledgers_marking(
    env: SeededEnv,
) -> None:
    world = oberland(env)
    ledger = keep(world)
    choose(env, world.ana_reads(), ledger, [10])
    rows = Statement.objects.using(env.database).filter(case=world.case)
    said = {(row.schema, row.prop): row for row in rows}
    assert said["Payment", "amount"].value == "20000.00"
    assert said["BankAccount", "iban"].value == "GB29NWBK60161331926819"
    assert said["BankAccount", "accountNumber"].value == "COLLECTOR"
    markings = convert.markings(env.database, {row.marking for row in rows})
    assert {one.category for one in markings.values()} == {SubjectCategory.CONTACT}


def test_an_account_that_is_in_the_case_is_not_made_twice(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    choose(env, world.ana_reads(), ledger, [10])
    choose(env, world.ana_reads(), ledger, [1, 11])
    rows = Statement.objects.using(env.database).filter(schema="BankAccount")
    values = list(rows.values_list("value", flat=True))
    assert len(values) == len(set(values)) == 3


def test_a_transfer_of_another_case_is_absent(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    with pytest.raises(AbsentError):
        choose(env, world.dana_reads(), ledger, [1])
    with pytest.raises(AbsentError):
        choose(env, world.ana_reads(), ledger, [999])
