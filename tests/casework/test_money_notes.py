from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.casework.world import oberland

from passerelle.casework.access import AbsentError
from passerelle.casework.money_notes import EmptyNoteError, add_note, notes

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_a_question_is_kept_with_who_asked_and_on_what(env: SeededEnv) -> None:
    world = oberland(env)
    access = world.ana_reads()
    add_note(env, access, kind="question", text=" Who holds it? ", lines=[("ledger", 3)])
    (note,) = notes(env, access)
    assert (note.kind, note.text, note.by, note.lines) == (
        "question",
        "Who holds it?",
        "Ana",
        (("ledger", 3),),
    )


def test_a_note_needs_words_and_a_case_of_ones_own(env: SeededEnv) -> None:
    world = oberland(env)
    with pytest.raises(EmptyNoteError):
        add_note(env, world.ana_reads(), kind="question", text=" ")
    with pytest.raises(AbsentError):
        notes(env, world.dana_reads())
