from __future__ import annotations

import threading

import pytest
from django.db import connections, transaction

from passerelle.protocol.journal import (
    EMPTY_ROOT,
    Frontier,
    commitment,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from passerelle.store import journal
from passerelle.store.models import JournalEntry, JournalObject


def append(alias: str, *contents: bytes) -> range:
    with transaction.atomic(using=alias):
        return journal.append(alias, contents)


def test_an_empty_journal_has_the_empty_root(database: str) -> None:
    assert journal.head(database).root == EMPTY_ROOT


def test_positions_follow_each_other(database: str) -> None:
    assert append(database, b"a", b"b") == range(2)
    assert append(database, b"c") == range(2, 3)
    assert journal.leaf(database, 1) == b"b"


def test_head_is_that_of_the_pure_tree(database: str) -> None:
    contents = [f"{n}".encode() for n in range(37)]
    append(database, *contents[:5])
    append(database, *contents[5:])
    expected = Frontier()
    for content in contents:
        expected = expected.append(leaf_hash(content))
    assert journal.head(database) == expected


def test_append_outside_a_transaction_is_refused(database: str) -> None:
    with pytest.raises(journal.JournalTransactionError):
        journal.append(database, [b"a"])
    assert not JournalEntry.objects.using(database).exists()


def test_a_rolled_back_effect_takes_its_line_with_it(database: str) -> None:
    append(database, b"a")
    with transaction.atomic(using=database):
        journal.append(database, [b"b"])
        transaction.set_rollback(True, using=database)
    assert journal.head(database).size == 1
    assert append(database, b"c") == range(1, 2)


@pytest.mark.parametrize("size", [1, 2, 7, 8, 20])
def test_every_entry_is_proved_to_be_included(database: str, size: int) -> None:
    append(database, *(f"{n}".encode() for n in range(size)))
    root = journal.head(database).root
    for position in range(size):
        proof = journal.inclusion(database, position, size)
        assert verify_inclusion(leaf_hash(f"{position}".encode()), position, size, proof, root)


def test_an_older_head_is_proved_to_begin_the_newer(database: str) -> None:
    heads = []
    for n in range(12):
        append(database, f"{n}".encode())
        heads.append(journal.head(database))
    for old in heads:
        proof = journal.consistency(database, old.size, 12)
        assert verify_consistency(old.size, 12, proof, old.root, heads[-1].root)


def test_erasing_a_subject_leaves_the_tree(database: str) -> None:
    append(database, b"a")
    with transaction.atomic(using=database):
        journal.keep_objects(database, [(0, "e" * 32, b"s" * 16), (0, "f" * 32, b"t" * 16)])
    before = journal.head(database)
    assert journal.erase_subject(database, "e" * 32) == 1
    assert journal.head(database) == before
    left = JournalObject.objects.using(database).order_by("id").values_list("subject", "salt")
    bare = bytes.fromhex(commitment(b"s" * 16, "e" * 32))
    assert [(who, bytes(salt)) for who, salt in left] == [("", bare), ("f" * 32, b"t" * 16)]


def test_two_writers_never_share_a_position(database: str) -> None:
    each = 25
    failures: list[BaseException] = []

    def write(name: bytes) -> None:
        try:
            for n in range(each):
                append(database, name + b"%d" % n)
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread below
            failures.append(error)
        finally:
            connections[database].close()

    writers = [threading.Thread(target=write, args=(name,)) for name in (b"a", b"b", b"c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert journal.head(database).size == 3 * each
    positions = JournalEntry.objects.using(database).order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(3 * each))
