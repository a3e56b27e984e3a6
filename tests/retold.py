"""A world that many tests begin with is told once; each of them gets it again, in databases of its own.

What was told is copied with its databases, its files and the state of its
clocks and of its chance, so that a test cannot see whether it was the first. A
node that the copy does not lead to is not made again.
"""

from __future__ import annotations

import copy
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connections, transaction
from tests import postgresql

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.simulator.env import SeededEnv

T = TypeVar("T")
STATE = ("start", "incarnation", "vault", "elapsed", "tick", "drawn", "steps_left")


@dataclass(frozen=True, slots=True)
class Kept:
    """What one node held when the telling ended."""

    env: SeededEnv
    files: Path
    tables: dict[str, bytes]
    numbers: dict[str, int]

    @property
    def database(self) -> Path:
        return self.files / "passerelle.db"

    def again(self, env: SeededEnv) -> SeededEnv:
        """The node in an empty world."""
        for name in STATE:
            setattr(env, name, copy.deepcopy(getattr(self.env, name)))
        if (self.files / "files").exists():
            shutil.copytree(self.files / "files", env.folder, dirs_exist_ok=True)
        connection = connections[env.database]
        if connection.vendor == "sqlite":
            connection.close()
            shutil.copyfile(self.database, connection.settings_dict["NAME"])
        else:
            self._fill(env.database)
        return env

    def _fill(self, alias: str) -> None:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self.tables.items():
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as line:
                    line.write(rows)
            for name, last in self.numbers.items():
                cursor.execute("SELECT setval(%s, %s)", [name, last])


@dataclass(slots=True)
class Tales:
    """What was told in this process, by the function that told it."""

    folder: Path
    kept: dict[Callable[..., Any], tuple[Any, list[Kept]]] = field(default_factory=dict)

    def told(self, tell: Callable[[Callable[[int], SeededEnv]], T], new_env: Callable[[int], SeededEnv]) -> T:
        """What `tell` tells, in worlds of the test's own."""
        if tell not in self.kept:
            return self._first(tell, new_env)
        template, nodes = self.kept[tell]
        memo: dict[int, Any] = {id(one.env): one.again(new_env(one.env.seed)) for one in nodes}
        found: T = copy.deepcopy(template, memo)
        return found

    def _first(
        self, tell: Callable[[Callable[[int], SeededEnv]], T], new_env: Callable[[int], SeededEnv]
    ) -> T:
        made: list[SeededEnv] = []

        def recorded(seed: int) -> SeededEnv:
            made.append(new_env(seed))
            return made[-1]

        told = tell(recorded)
        memo: dict[int, Any] = {}
        template = copy.deepcopy(told, memo)
        place = self.folder / str(len(self.kept))
        reached = [(env, memo[id(env)]) for env in made if id(env) in memo]
        nodes = [_kept(env, as_told, place / str(n)) for n, (env, as_told) in enumerate(reached)]
        self.kept[tell] = template, nodes
        return told


def _kept(env: SeededEnv, as_told: SeededEnv, place: Path) -> Kept:
    place.mkdir(parents=True)
    if env.folder.exists():
        shutil.copytree(env.folder, place / "files")
    connection = connections[env.database]
    kept = Kept(as_told, place, {}, {})
    if connection.vendor == "sqlite":
        # The last connection that closes brings the log into the file.
        connection.close()
        shutil.copyfile(connection.settings_dict["NAME"], kept.database)
        return kept
    with connection.cursor() as cursor:
        for table in postgresql.tables(env.database):
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:
                kept.tables[table] = b"".join(bytes(row) for row in rows)
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        kept.numbers.update(cursor.fetchall())
    return kept
