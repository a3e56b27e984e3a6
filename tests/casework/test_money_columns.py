from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.casework.ledger_world import HEADER, MAPPING, keep
from tests.casework.world import oberland

from passerelle.analysis.money.exact_sum import amounts_of
from passerelle.casework import ledgers
from passerelle.casework.money_columns import columns_of
from passerelle.casework.money_flow import money_view, selected_lines
from passerelle.casework.money_selection import Wanted
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Ledger, LedgerColumns

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

SECOND = (
    f"{HEADER}\n2026-03-01 08:00,COLLECTOR,BANK,0.125,EUR,cash,,,\n2025-12-31,X,COLLECTOR,7,USD,wire,,,\n"
)


def test_columns_of_several_ledgers_are_one_table_in_time_order(env: SeededEnv) -> None:
    world = oberland(env)
    ledgers = [keep(world), keep(world, SECOND.encode())]
    found = columns_of(env, ledgers)
    lines = selected_lines(env, world.ana_reads(), Wanted(currency="EUR"))
    euro = found.only(found.currency == found.currencies.index("EUR"))
    listed = zip(euro.ledger.tolist(), euro.row.tolist(), strict=True)
    assert [(found.ledgers[ledger], row) for ledger, row in listed] == [
        (one.ledger, one.row) for one in lines
    ]
    assert amounts_of(euro.amount, found.decimals) == [one.amount for one in lines]
    assert [found.accounts[one][0] for one in euro.source.tolist()] == [one.source for one in lines]


def test_columns_go_with_their_ledger_and_are_made_anew_where_they_are_absent(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    before = money_view(env, world.ana_reads(), Wanted())
    LedgerColumns.objects.using(env.database).all().delete()
    assert money_view(env, world.ana_reads(), Wanted()) == before
    assert LedgerColumns.objects.using(env.database).count() == 1
    Ledger.objects.using(env.database).all().delete()
    assert not LedgerColumns.objects.using(env.database).exists()


def test_a_case_without_ledgers_has_an_empty_view(env: SeededEnv) -> None:
    view = money_view(env, oberland(env).ana_reads(), Wanted())
    assert (view.count, view.total, view.forward, view.months) == (0, Decimal(0), (), ())


def test_a_ledger_that_is_not_mapped_yet_has_empty_columns_however_often_they_are_read(
    env: SeededEnv,
) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    data = b"a,b\n2031-03-01,5\n"
    ledgers.keep_exhibit(env, access, name="Waiting", data=data, category=SubjectCategory.CONTACT)
    seen = [money_view(env, access, Wanted()).total for _ in range(2)]
    assert seen[0] == seen[1]


def test_a_table_that_is_read_again_by_another_mapping_is_summed_anew(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    access = world.ana_reads()
    before = money_view(env, access, Wanted()).forward
    turned = replace(MAPPING, source=MAPPING.target, target=MAPPING.source)
    ledgers.read_lines(env, access, ledger, turned)
    assert money_view(env, access, Wanted()).forward != before
