from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import keep
from tests.casework.world import oberland

from passerelle.casework.money_flow import money_view, selected_lines
from passerelle.casework.money_notes import add_note
from passerelle.casework.money_selection import Grouping, Wanted, handle
from passerelle.store.models import LedgerLine

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.mark.parametrize("grouping", list(Grouping))
def test_the_lines_of_every_stream_are_those_that_its_sum_counts(env: SeededEnv, grouping: Grouping) -> None:
    world = oberland(env)
    keep(world)
    access = world.ana_reads()
    full = money_view(env, access, Wanted(grouping=grouping))
    for one in (*full.flow.forward[:3], *full.flow.returns):
        wanted = Wanted(grouping=grouping, pick=handle(env, one.source), to=handle(env, one.target))
        view = money_view(env, access, wanted)
        assert (view.picked, view.picked_to) == (one.source, one.target)
        assert (view.count, view.total) == (one.transfers, one.amount)
        assert sum(month.transfers for month in view.months) == one.transfers
        assert len(selected_lines(env, access, wanted)) == one.transfers


def test_a_question_is_followed_to_its_transfers_whatever_the_period(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    note = add_note(env, access, kind="question", text="why back?", lines=[(ledger, 11), (ledger, 12)])
    view = money_view(env, access, Wanted(note=note))
    assert {(line.ledger, line.row) for line in view.shown} == {(ledger, 11), (ledger, 12)}


def test_months_stay_in_sight_beside_the_period_and_pages_hold_a_hundred(env: SeededEnv) -> None:
    world = oberland(env)
    ledger, access = keep(world), world.ana_reads()
    first = LedgerLine.objects.using(env.database).get(ledger=ledger, row=1)
    copies = [LedgerLine(**{**_values(first), "row": 1_000 + number}) for number in range(150)]
    LedgerLine.objects.using(env.database).bulk_create(copies)
    view = money_view(env, access, Wanted(since=date(2026, 3, 1), until=date(2026, 3, 31), page=2))
    assert [(one.name, one.is_inside) for one in view.months] == [
        ("2026-01", False),
        ("2026-02", False),
        ("2026-03", True),
    ]
    assert (view.count, view.page, view.pages, len(view.shown)) == (163, 2, 2, 63)
    assert view.total == 9 * 2_500 + 20_500 + 1_400 + 1_350 + 150 * 2_500


def _values(line: LedgerLine) -> dict[str, object]:
    names = [one.attname for one in LedgerLine._meta.concrete_fields if one.attname != "id"]
    return {name: getattr(line, name) for name in names}
