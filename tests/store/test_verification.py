from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connections, transaction

from passerelle.store import journal
from passerelle.store.verification import Damage, Damaged, Verified, WitnessedHead, verify

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 21


@pytest.fixture
def tamper(database: str) -> Callable[..., None]:
    """SQL given straight to the database file or server, past Django and casework."""
    with transaction.atomic(using=database):
        journal.append(database, [f"entry {n}".encode() for n in range(SIZE)])
    settings = connections[database].settings_dict
    vendor = connections[database].vendor
    connections[database].close()

    def run(*statements: str) -> None:
        if vendor == "sqlite":
            file = sqlite3.connect(settings["NAME"])
            for statement in statements:
                file.execute(statement)
            file.commit()
            file.close()
            return
        where = {"host": settings["HOST"], "port": int(settings["PORT"]), "user": settings["USER"]}
        with psycopg.connect(**where, dbname=settings["NAME"]) as connection:
            for statement in statements:
                connection.execute(statement.replace("x'", "'\\x"))

    return run


def leaf_literal(text: str) -> str:
    return f"x'{text.encode().hex()}'"


def hash_literal(text: str) -> str:
    return f"x'{journal.leaf_hash(text.encode()).hex()}'"


def found(alias: str) -> tuple[int, int, Damage]:
    verdict = verify(alias)
    assert isinstance(verdict, Damaged)
    return verdict.first, verdict.last, verdict.damage


def test_an_untouched_journal_is_verified(database: str, tamper: Callable[..., None]) -> None:
    assert verify(database) == Verified(SIZE, journal.head(database).root)


def test_an_empty_journal_is_verified(database: str) -> None:
    assert isinstance(verify(database), Verified)


@pytest.mark.parametrize("position", range(SIZE))
def test_a_changed_leaf_is_named(database: str, tamper: Callable[..., None], position: int) -> None:
    tamper(f"UPDATE store_journalentry SET leaf={leaf_literal('other')} WHERE position={position}")
    assert found(database) == (position, position, Damage.CHANGED)


@pytest.mark.parametrize("position", range(SIZE))
def test_a_leaf_changed_with_its_hash_is_named_with_its_neighbour(
    database: str, tamper: Callable[..., None], position: int
) -> None:
    tamper(
        f"UPDATE store_journalentry SET leaf={leaf_literal('other')}, hash={hash_literal('other')} "
        f"WHERE position={position}"
    )
    first, last, damage = found(database)
    if position == SIZE - 1:  # its hash is in the head alone
        assert damage is Damage.HEAD
    else:
        assert (first, last, damage) == (position & ~1, position | 1, Damage.CHANGED)


@pytest.mark.parametrize("position", range(SIZE - 1))
def test_a_deleted_entry_is_named(database: str, tamper: Callable[..., None], position: int) -> None:
    tamper(f"DELETE FROM store_journalentry WHERE position={position}")
    assert found(database) == (position, position, Damage.DELETED)


def test_a_deleted_entry_closed_up_by_renumbering_is_found(
    database: str, tamper: Callable[..., None]
) -> None:
    tamper(
        "DELETE FROM store_journalentry WHERE position=6",
        "UPDATE store_journalentry SET position=-position WHERE position>6",
        "UPDATE store_journalentry SET position=-position-1 WHERE position<0",
    )
    assert found(database) == (6, 7, Damage.CHANGED)


@pytest.mark.parametrize("position", [-1, SIZE], ids=["before", "after"])
def test_an_inserted_entry_is_named(database: str, tamper: Callable[..., None], position: int) -> None:
    tamper(
        "INSERT INTO store_journalentry (position, leaf, hash) "
        f"VALUES ({position}, {leaf_literal('new')}, {hash_literal('new')})"
    )
    assert found(database) == (position, position, Damage.INSERTED)


def swap(first: int, second: int) -> list[str]:
    return [
        f"UPDATE store_journalentry SET position=-99 WHERE position={first}",
        f"UPDATE store_journalentry SET position={first} WHERE position={second}",
        f"UPDATE store_journalentry SET position={second} WHERE position=-99",
    ]


def test_swapped_neighbours_are_named(database: str, tamper: Callable[..., None]) -> None:
    tamper(*swap(8, 9))
    assert found(database) == (8, 9, Damage.SWAPPED)


def test_swapped_strangers_are_named_from_the_first(database: str, tamper: Callable[..., None]) -> None:
    tamper(*swap(5, 14))
    assert found(database) == (4, 5, Damage.CHANGED)


def test_a_cut_tail_is_found(database: str, tamper: Callable[..., None]) -> None:
    tamper(f"DELETE FROM store_journalentry WHERE position>={SIZE - 3}")
    assert found(database) == (SIZE - 3, SIZE - 1, Damage.TRUNCATED)


def test_a_cut_tail_with_an_older_head_is_found(database: str, tamper: Callable[..., None]) -> None:
    older = journal.Frontier()
    for n in range(10):
        older = older.append(journal.leaf_hash(f"entry {n}".encode()))
    tamper(
        "DELETE FROM store_journalentry WHERE position>=10",
        f"UPDATE store_journalhead SET size=10, frontier=x'{older.to_bytes().hex()}', "
        f"root=x'{older.root.hex()}'",
    )
    assert found(database)[0::2] == (10, Damage.TRUNCATED)


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE store_journalhead SET root={hash_literal('other')}",
        "UPDATE store_journalhead SET size=3",
        f"UPDATE store_journalhead SET frontier={leaf_literal('no frontier')}",
        "DELETE FROM store_journalhead",
    ],
    ids=["root", "size", "frontier", "deleted"],
)
def test_a_changed_head_is_found(database: str, tamper: Callable[..., None], change: str) -> None:
    tamper(change)
    assert isinstance(verify(database), Damaged)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_changed_node_is_found(database: str, tamper: Callable[..., None], level: int) -> None:
    place = journal.place_of(level, 0)
    tamper(f"UPDATE store_journalnode SET hash={hash_literal('other')} WHERE place={place}")
    assert found(database) == (0, 2**level - 1, Damage.CHANGED)


def test_a_deleted_node_is_found(database: str, tamper: Callable[..., None]) -> None:
    tamper(f"DELETE FROM store_journalnode WHERE place={journal.place_of(2, 1)}")
    assert found(database) == (4, 7, Damage.NODE)


def test_a_wholly_rewritten_journal_contradicts_the_witnessed_head(new_database: Callable[[], str]) -> None:
    honest, forged = new_database(), new_database()
    for alias, word in ((honest, "entry"), (forged, "forged")):
        with transaction.atomic(using=alias):
            journal.append(alias, [f"{word} {n}".encode() for n in range(9)])
    seen = WitnessedHead(9, journal.head(honest).root)
    assert isinstance(verify(honest, seen), Verified)
    assert isinstance(verify(forged), Verified)
    assert verify(forged, seen) == Damaged(0, 8, Damage.WITNESS)


def test_a_journal_restored_from_an_older_copy_contradicts_the_witnessed_head(database: str) -> None:
    with transaction.atomic(using=database):
        journal.append(database, [b"a"])
    assert verify(database, WitnessedHead(4, b"x" * 32)) == Damaged(1, 3, Damage.TRUNCATED)


def test_a_journal_of_several_chunks_is_verified_and_its_damage_found(
    database: str, tamper: Callable[..., None]
) -> None:
    with transaction.atomic(using=database):
        journal.append(database, [b"%d" % n for n in range(9_000)])
    assert isinstance(verify(database), Verified)
    connections[database].close()
    tamper(f"UPDATE store_journalentry SET leaf={leaf_literal('other')} WHERE position=8500")
    assert found(database) == (8500, 8500, Damage.CHANGED)
