from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import IBAN, MAPPING, keep, table
from tests.casework.world import oberland

from passerelle.casework import ledgers
from passerelle.casework.access import AbsentError
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import LedgerLine, MatchKey, Statement

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_a_ledger_is_an_exhibit_with_one_marking_and_lines(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    (view,) = ledgers.ledgers(env, world.ana_reads())
    assert (view.id, view.lines, view.explained_count) == (ledger, 17, 1)
    assert view.digest == hashlib.sha256(table()).hexdigest()
    assert b"COLLECTOR" in table()
    assert view.marking.category is SubjectCategory.CONTACT
    assert view.explained[0][:2] == (19, "when")


def test_a_line_keeps_what_was_given_beside_its_normal_form(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    line = next(one for one in ledgers.lines_of(env, world.ana_reads()) if one.amount == 20_000)
    assert (line.target, line.target_kind) == (IBAN.replace(" ", ""), "iban")
    assert (line.amount, line.amount_given, line.time_given) == (
        Decimal("20000.00"),
        "20000.00",
        "2026-03-11",
    )


def test_a_transfer_that_nobody_chose_is_no_entity_and_no_key(env: SeededEnv) -> None:
    world = oberland(env)
    before = Statement.objects.using(env.database).count(), MatchKey.objects.using(env.database).count()
    keep(world)
    after = Statement.objects.using(env.database).count(), MatchKey.objects.using(env.database).count()
    assert before == after


def test_a_ledger_is_absent_for_who_is_no_member(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    with pytest.raises(AbsentError):
        ledgers.ledgers(env, world.dana_reads())
    with pytest.raises(AbsentError):
        ledgers.beginning(env, replace(world.dana_reads(), case=world.case), ledger)


def test_a_ledger_past_its_review_is_absent(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    env.advance(timedelta(days=3_000))
    assert ledgers.lines_of(env, access) == ()


def test_reading_again_replaces_the_lines(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    assert ledgers.read_lines(env, world.ana_reads(), ledger, MAPPING) == 17
    assert LedgerLine.objects.using(env.database).count() == 17


def test_the_account_of_a_protected_person_is_no_exhibit(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(ledgers.LedgerNotKeptError, match="under protection"):
        keep(world, category=SubjectCategory.VICTIM)


def test_a_table_without_a_row_that_can_be_taken_says_which_line(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(ledgers.LedgerNotReadError, match="line 2 when"):
        keep(world, b"when,from,to,sum,cur,how,in,out,what\nsomeday,A,B,1,EUR,,,,\n")
