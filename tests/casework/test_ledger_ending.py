from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.ledger_world import MAPPING, keep, table
from tests.casework.world import oberland

from passerelle.casework import choosing, flagging, holding, ledger_ending, ledgers, money_notes
from passerelle.casework.access import AbsentError
from passerelle.casework.upkeep import keep_up
from passerelle.core.retention import Hold
from passerelle.core.role import Role
from passerelle.evidence.exhibit import ExhibitDamagedError
from passerelle.store.models import (
    ExhibitBytes,
    Identification,
    JournalEntry,
    Ledger,
    LedgerColumns,
    LedgerLine,
    MoneyNote,
    Origin,
    Statement,
)

if TYPE_CHECKING:
    from tests.casework.world import World
    from tests.simulator.env import SeededEnv

WHY = "the account was another's"


def gone(world: World) -> bool:
    """Whether nothing of the transfers can be had: no line, no bytes, no digest to hold a guess against."""
    alias = world.env.database
    lines = LedgerLine.objects.using(alias).exists() or LedgerColumns.objects.using(alias).exists()
    salts = ExhibitBytes.objects.using(alias).exclude(salt=b"").exists()
    digests = Ledger.objects.using(alias).exclude(file_digest="").exists()
    return not (lines or salts or digests)


def test_the_bytes_lie_sealed(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world)
    held = ExhibitBytes.objects.using(env.database).get()
    assert b"COLLECTOR" not in env.files.get(held.sealed_digest)


def test_a_ledger_that_somebody_ends_is_erased_and_that_it_was_there_is_seen(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    money_notes.add_note(env, world.ana_reads(), kind="conclusion", text="Kept.", lines=[(ledger, 1)])
    flagging.ask_red_flags(env, world.ana_reads())
    chosen = next(iter(choosing.choose(env, world.ana_reads(), ledger, {10}).ids.values()))
    with pytest.raises(ledger_ending.LedgerEndRefusedError, match="say why"):
        ledger_ending.end_ledger(env, world.ana_reads(), ledger, why=" ")
    ledger_ending.end_ledger(env, world.ana_reads(), ledger, why=WHY)
    assert gone(world)
    assert ledgers.ledgers(env, world.ana_reads()) == ()
    (seen,) = ledger_ending.ended_ledgers(env, world.ana_reads())
    assert (seen.name, seen.ended_by, seen.why) == ("Statement of March", "Ana", WHY)
    assert seen.erased_at is not None
    assert [(note.text, note.lines) for note in MoneyNote.objects.using(env.database).all()] == [
        ("Kept.", [])
    ]
    assert Origin.objects.using(env.database).exclude(file_digest="").count() == 0
    assert Statement.objects.using(env.database).filter(entity=chosen).exclude(salt=b"").exists()
    last = JournalEntry.objects.using(env.database).order_by("position").last()
    assert last is not None
    assert b"ledger erased" in bytes(last.leaf)
    with pytest.raises(AbsentError):
        ledger_ending.end_ledger(env, world.ana_reads(), ledger, why=WHY)


def test_who_waits_for_a_trained_person_still_waits(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    flagging.ask_red_flags(env, world.ana_reads())
    before = list(Identification.objects.using(env.database).values_list("subject", flat=True))
    assert before
    ledger_ending.end_ledger(env, world.ana_reads(), ledger, why=WHY)
    assert list(Identification.objects.using(env.database).values_list("subject", flat=True)) == before


def test_a_ledger_past_its_review_is_erased_unless_somebody_renewed_it(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    review = ledgers.ledgers(env, world.ana_reads())[0].marking.review
    with pytest.raises(ledger_ending.LedgerEndRefusedError, match="not later"):
        ledger_ending.renew_ledger(env, world.ana_reads(), ledger, review=review, why=WHY)
    ledger_ending.renew_ledger(
        env, world.ana_reads(), ledger, review=review + timedelta(days=30), why="the trial goes on"
    )
    env.advance(timedelta(days=(review - env.now().date()).days + 30))
    keep_up(env)
    assert LedgerLine.objects.using(env.database).count() == 17
    env.advance(timedelta(days=1))
    keep_up(env)
    assert gone(world)
    (seen,) = ledger_ending.ended_ledgers(env, world.ana_reads())
    assert (seen.ended_by, seen.why) == ("", "")
    lines = JournalEntry.objects.using(env.database).count()
    keep_up(env)
    assert JournalEntry.objects.using(env.database).count() == lines


def test_a_hold_on_the_case_restricts_what_would_be_erased(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    claire = replace(world.ana_reads(), role=Role.MAGISTRATE)
    hold = holding.set_hold(env, claire, Hold.JUDICIAL_FILE, case="OB-2026-014")
    ledger_ending.end_ledger(env, world.ana_reads(), ledger, why=WHY)
    keep_up(env)
    assert not gone(world)
    assert ledgers.lines_of(env, world.ana_reads()) == ()
    (seen,) = ledger_ending.ended_ledgers(env, world.ana_reads())
    assert seen.erased_at is None
    holding.lift_hold(env, claire, hold)
    keep_up(env)
    assert gone(world)


def test_bytes_that_another_ledger_holds_stay(env: SeededEnv) -> None:
    world = oberland(env)
    first = keep(world)
    with pytest.raises(ledgers.LedgerNotKeptError, match="would come twice"):
        keep(world)
    ledger_ending.end_ledger(env, world.ana_reads(), first, why=WHY)
    second = keep(world)
    assert ledgers.read_lines(env, world.ana_reads(), second, MAPPING) == 17
    ledger_ending.end_ledger(env, world.ana_reads(), second, why=WHY)
    with pytest.raises((AbsentError, ExhibitDamagedError)):
        ledgers.read_lines(env, world.ana_reads(), second, MAPPING)


def test_a_ledger_is_ended_by_nobody_outside_its_case(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world)
    with pytest.raises(AbsentError):
        ledger_ending.end_ledger(env, world.dana_reads(), ledger, why=WHY)
    assert len(table()) > 0
    assert LedgerLine.objects.using(env.database).count() == 17
