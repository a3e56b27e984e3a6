from __future__ import annotations

from typing import TYPE_CHECKING

from tests.casework.ledger_world import HEADER, keep
from tests.casework.world import oberland

from passerelle.casework.flagging import ask_red_flags
from passerelle.casework.money_notes import notes
from passerelle.casework.pattern_questions import ask_patterns

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

ROUND = "2026-03-01,A,B,100,EUR,,,,\n2026-03-02,B,C,100,EUR,,,,\n2026-03-03,C,A,95,EUR,,,,\n"
TAKEN = "".join(
    f"2026-0{month}-05 08:00,FARM,A,1400,EUR,,,,wages\n2026-0{month}-05 12:00,A,BOSS,1350,EUR,,,,\n"
    for month in (1, 2, 3)
)


def test_money_that_comes_back_is_asked_about_once_with_its_lines(env: SeededEnv) -> None:
    world = oberland(env)
    ledger = keep(world, f"{HEADER}\n{ROUND}".encode())
    access = world.ana_reads()
    assert (ask_patterns(env, access), ask_patterns(env, access)) == (1, 0)
    (note,) = notes(env, access)
    assert note.rule == "cycle v2"
    assert note.lines == ((ledger, 1), (ledger, 2), (ledger, 3))


def test_a_pattern_through_an_account_with_signs_of_control_is_not_asked(env: SeededEnv) -> None:
    world = oberland(env)
    keep(world, f"{HEADER}\n{ROUND}{TAKEN}".encode())
    access = world.ana_reads()
    ask_red_flags(env, access)
    assert ask_patterns(env, access) == 0
    assert notes(env, access) == ()
