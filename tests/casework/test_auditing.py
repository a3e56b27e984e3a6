from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from passerelle.casework.auditing import Damaged, Verified, WitnessedHead, head_of, verify_journal
from passerelle.store import journal
from passerelle.store.models import JournalEntry

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


@pytest.fixture
def told(env: SeededEnv) -> SeededEnv:
    append(env, b"first", b"second")
    return env


def append(env: SeededEnv, *leaves: bytes) -> None:
    with transaction.atomic(using=env.database):
        journal.append(env.database, list(leaves))


def size(env: SeededEnv) -> int:
    return JournalEntry.objects.using(env.database).count()


def test_a_journal_that_nobody_touched_is_whole(told: SeededEnv) -> None:
    assert isinstance(verify_journal(told), Verified)


def test_the_head_is_the_root_that_a_witness_keeps_and_names_nobody(told: SeededEnv) -> None:
    head = head_of(told)
    assert len(bytes.fromhex(head)) == 32
    kept = WitnessedHead(size(told), bytes.fromhex(head))
    assert isinstance(verify_journal(told, kept), Verified)
    append(told, b"third")
    assert head_of(told) != head
    assert isinstance(verify_journal(told, kept), Verified), "what was kept before is still inside"


def test_a_changed_entry_is_damage(told: SeededEnv) -> None:
    row = JournalEntry.objects.using(told.database).get(position=0)
    JournalEntry.objects.using(told.database).filter(position=0).update(leaf=bytes(row.leaf) + b" ")
    assert isinstance(verify_journal(told), Damaged)


def test_another_head_than_the_witness_kept_is_damage(told: SeededEnv) -> None:
    assert isinstance(verify_journal(told, WitnessedHead(size(told), b"\0" * 32)), Damaged)
