"""What is remembered of whom we trust is never older than the tables, whoever changed them."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connections, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from passerelle.store import trust
from passerelle.store.models import Agreement, AnswerEpoch, Node, Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.env import SeededEnv

BY_MESSAGES = {"next_sequence", "incarnation_seen", "last_seen", "resent_for"}
BY_PROGRESS = {"reached", "begun_at", "served_at", "ended_at"}
WATCHED: tuple[type[models.Model], ...] = (Service, Node, Agreement, AnswerEpoch)
_numbers = itertools.count(1)


def content(alias: str) -> tuple[object, ...]:
    """All that may be remembered, read from the tables."""
    return tuple(
        tuple(
            tuple(bytes(value) if isinstance(value, memoryview) else str(value) for value in row)
            for row in model._default_manager.using(alias).order_by("pk").values_list(*_columns(model))
        )
        for model in WATCHED
    )


def _columns(model: type[models.Model]) -> list[str]:
    return [one.column for one in model._meta.concrete_fields if one.name not in BY_MESSAGES | BY_PROGRESS]


def looked(alias: str) -> tuple[object, ...]:
    return trust.remembered(alias, "content", lambda: content(alias))


def add(alias: str) -> None:
    number = f"{next(_numbers):032x}"
    Service.objects.using(alias).create(
        id=number, name="Seeland", kind="fiu", country="xs", regime="led", sign_key=b"key"
    )
    Node.objects.using(alias).create(
        id=number, service_id=number, name="Seeland", address="https://seeland.example", card=b"card"
    )
    Agreement.objects.using(alias).create(
        id=number, content=b"terms", signatures={}, added_at="2026-03-02T09:00:00Z"
    )


def strike_off(alias: str) -> None:
    rows = Node.objects.using(alias).order_by("id")[:1].values_list("id", flat=True)
    now = "2026-03-02T10:00:00Z"
    for name in list(rows):
        Node.objects.using(alias).filter(id=name, trusted_at=None).update(trusted_at=now)
        Node.objects.using(alias).filter(id=name).update(trusted_at=None)


def rekey(alias: str) -> None:
    for row in Node.objects.using(alias).order_by("id")[:1]:
        row.card = f"card {next(_numbers)}".encode()
        row.save(using=alias, update_fields=["card"])


def rename(alias: str) -> None:
    Service.objects.using(alias).update(name=f"Seeland {next(_numbers)}")


def withdraw(alias: str) -> None:
    Agreement.objects.using(alias).filter(id__in=list(_oldest(Agreement, alias))).delete()


def sign(alias: str) -> None:
    for row in Agreement.objects.using(alias).order_by("id")[:1]:
        row.signatures = {str(next(_numbers)): "00"}
        row.save(using=alias)


def by_hand(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("UPDATE store_node SET via = %s", [str(next(_numbers))])


def _oldest(model: type[Agreement], alias: str) -> list[str]:
    return list(model.objects.using(alias).order_by("id").values_list("id", flat=True)[:1])


CHANGES: tuple[Callable[[str], None], ...] = (add, strike_off, rekey, rename, withdraw, sign, by_hand)


@given(steps=st.lists(st.tuples(st.sampled_from(CHANGES), st.booleans()), max_size=8))
def test_what_is_remembered_is_what_the_tables_hold(
    module_env: SeededEnv, steps: list[tuple[Callable[[str], None], bool]]
) -> None:
    alias = module_env.database
    with transaction.atomic(using=alias):
        for change, kept in [(add, True), *steps]:
            with transaction.atomic(using=alias):
                change(alias)
                assert looked(alias) == content(alias)
                transaction.set_rollback(not kept, using=alias)
            assert looked(alias) == content(alias)
        transaction.set_rollback(True, using=alias)
    assert looked(alias) == content(alias)


@pytest.fixture(scope="module")
def module_env(new_module_env: Callable[[int], SeededEnv]) -> SeededEnv:
    return new_module_env(1)


def test_what_another_connection_changed_counts_at_the_next_look(module_env: SeededEnv) -> None:
    alias = module_env.database
    add(alias)
    before = looked(alias)

    def elsewhere() -> None:
        rename(alias)
        connections[alias].close()

    with ThreadPoolExecutor(1) as executor:
        executor.submit(elsewhere).result()
    assert looked(alias) != before
    assert looked(alias) == content(alias)


def test_what_every_message_changes_is_not_read_again_for_it(module_env: SeededEnv) -> None:
    alias = module_env.database
    add(alias)
    before = looked(alias)
    Node.objects.using(alias).update(next_sequence=7, incarnation_seen=3, last_seen="2026-03-02T10:00:00Z")
    assert looked(alias) is before


def test_every_column_is_watched_or_nobody_remembers_it() -> None:
    columns = {one.column for one in Node._meta.concrete_fields}
    assert columns == {*trust.NODE_COLUMNS, *BY_MESSAGES}
    assert {one.column for one in AnswerEpoch._meta.concrete_fields} == {*trust.EPOCH_COLUMNS, *BY_PROGRESS}
    assert set(trust.WATCHED) == set(WATCHED)


def test_a_node_that_trusts_nobody_remembers_nothing(env: SeededEnv) -> None:
    seen = [trust.remembered(env.database, "x", lambda number=number: number) for number in (1, 2)]
    assert seen == [1, 2]
