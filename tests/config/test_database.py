from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction

from passerelle.config.database import UnsafeDatabaseError, assert_durable
from passerelle.store.models import Dataset, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

WEAKENINGS = {
    "sqlite": ["PRAGMA synchronous=NORMAL", "PRAGMA synchronous=OFF", "PRAGMA journal_mode=DELETE"],
    "postgresql": ["SET synchronous_commit=off"],
}


def test_a_fresh_database_is_durable(database: str) -> None:
    assert_durable(database)


@pytest.mark.parametrize("number", range(3))
def test_a_database_that_may_lose_commits_is_refused(database: str, number: int) -> None:
    weakenings = WEAKENINGS[connections[database].vendor]
    with connections[database].cursor() as cursor:
        cursor.execute(weakenings[number % len(weakenings)])
    with pytest.raises(UnsafeDatabaseError, match="may lose commits"):
        assert_durable(database)


def test_two_databases_of_one_process_are_apart(new_database: Callable[[], str]) -> None:
    one, other = new_database(), new_database()
    Entity.objects.using(one).create(id="e" * 32, schema="Person")
    assert not Entity.objects.using(other).exists()


def test_a_transaction_that_fails_leaves_nothing(database: str) -> None:
    with transaction.atomic(using=database):
        Dataset.objects.using(database).create(
            id="d" * 32, name="list", file_digest="", imported_at="2026-03-02T00:00Z"
        )
        transaction.set_rollback(True, using=database)
    assert not Dataset.objects.using(database).exists()
