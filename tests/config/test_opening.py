from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connections

from passerelle.config import opening
from passerelle.config.database import UnsafeDatabaseError
from passerelle.config.node import NodeFolderError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from passerelle.config.env import RealEnv


def test_two_nodes_in_one_process_have_two_databases(new_node: Callable[[str], RealEnv]) -> None:
    one, other = new_node("Oberland"), new_node("Unterland")
    assert one.database != other.database
    assert opening.open_node(one.folder.path).database == one.database


def test_a_folder_that_is_no_node_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NodeFolderError):
        opening.open_node(tmp_path)


def test_a_database_that_may_forget_is_not_opened(new_node: Callable[[str], RealEnv]) -> None:
    env = new_node("Oberland")
    connection = connections[env.database]
    careless = "PRAGMA synchronous=OFF" if connection.vendor == "sqlite" else "SET synchronous_commit=off"
    with connection.cursor() as cursor:
        cursor.execute(careless)
    with pytest.raises(UnsafeDatabaseError, match="may lose commits"):
        opening.open_node(env.folder.path)


def test_migrating_again_changes_nothing(new_node: Callable[[str], RealEnv]) -> None:
    env = new_node("Oberland")
    before = connections[env.database].introspection.table_names()
    opening.migrate(env)
    assert connections[env.database].introspection.table_names() == before
    assert "store_statement" in before


def test_the_desk_without_a_folder_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "NODE", None)
    with pytest.raises(NodeFolderError, match="PASSERELLE_NODE names no folder"):
        opening.node_env()
