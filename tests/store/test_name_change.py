from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.store import name_change

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv


def test_changes_wait_in_their_order_until_they_were_followed(env: SeededEnv) -> None:
    with transaction.atomic(using=env.database):
        name_change.note(env.database, ["a" * 32, "b" * 32, "a" * 32])
    waiting = name_change.waiting(env.database, 2)
    assert [entity for _, entity in waiting] == ["a" * 32, "b" * 32]
    name_change.followed(env.database, [number for number, _ in waiting])
    assert [entity for _, entity in name_change.waiting(env.database, 9)] == ["a" * 32]
