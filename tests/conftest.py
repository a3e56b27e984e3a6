"""What every test stands on: Django set up once, databases on demand, no network beyond loopback."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
os.environ.pop("PASSERELLE_NODE", None)
django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from django.db import connections  # noqa: E402 - same
from hypothesis import HealthCheck, settings  # noqa: E402 - same
from tests import both_databases, in_memory, postgresql  # noqa: E402 - same
from tests.retold import Tales  # noqa: E402 - same
from tests.simulator.env import SeededEnv  # noqa: E402 - same
from tests.snapshot import OPTION, snapshot  # noqa: E402 - same

from passerelle.config import database as databases  # noqa: E402 - same
from passerelle.config.node import Founding, create  # noqa: E402 - same
from passerelle.config.opening import open_node  # noqa: E402 - same

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.config.env import RealEnv

__all__ = ["snapshot"]
NewDatabase = Callable[[], str]
Entry = dict[str, Any]
PORT = "PASSERELLE_TEST_POSTGRESQL_PORT"
TEMPLATE = "passerelle_template"
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}
EPOCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
# A change is tried on the same cases each time, so that a red test is its doing; the long run draws new
# ones. How fast a case is drawn says how busy the machine is, not whether the law holds.
SLOW = [HealthCheck.too_slow]
settings.register_profile(
    "change", derandomize=True, max_examples=50, deadline=None, suppress_health_check=SLOW
)
# The second pass asks whether the other database agrees, of fewer of these cases.
settings.register_profile("other database", settings.get_profile("change"), max_examples=20)
settings.register_profile("soak", max_examples=1000, deadline=None, suppress_health_check=SLOW)
SOAK = bool(os.environ.get("PASSERELLE_SOAK"))
settings.load_profile("soak" if SOAK else "change")
LONGEST = ("cli/demo/test_command.py", "gate/test_kill.py", "desk/test_browser.py")
WARM = 8
_spare: list[str] = []
_server: list[postgresql.Server] = []
_numbers = itertools.count()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="which database the tests run on; PostgreSQL is started on loopback for the run",
    )
    parser.addoption(OPTION, action="store_true", help="rewrite the golden files from what the code gives")


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(_refuse_the_outside)
    both_databases.watch()
    in_memory.use()
    config.pluginmanager.register(both_databases)
    if config.getoption("--database") == "postgresql" and not SOAK:
        settings.load_profile("other database")
    # Under xdist the controller starts the one server; workers inherit its port.
    if config.getoption("--database") == "postgresql" and not hasattr(config, "workerinput"):
        server = postgresql.start()
        _server.append(server)
        os.environ[PORT] = str(server.port)
        postgresql.execute(server.port, f"CREATE DATABASE {TEMPLATE}")
        _migrate(TEMPLATE, postgresql.entry(server.port, TEMPLATE))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: begun last, one worker would be waited for."""
    items.sort(key=lambda one: not any(part in one.nodeid for part in LONGEST))


def pytest_unconfigure(config: pytest.Config) -> None:
    while _server:
        _server.pop().stop()


def _refuse_the_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in LOOPBACK:
        raise RuntimeError("a test tried to reach beyond loopback")


def _migrate(alias: str, entry: dict[str, object]) -> None:
    databases.register(alias, entry)
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    databases.forget(alias)


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that holds nothing."""
    path = tmp_path_factory.mktemp("template") / "passerelle.db"
    _migrate("template", databases.sqlite(path))
    return path


@pytest.fixture
def new_database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewDatabase]:
    """Each call gives the alias of a fresh, migrated, empty database."""
    with _databases(database_kind, request, tmp_path) as new:
        yield new


@pytest.fixture(scope="module")
def new_module_env(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[int], SeededEnv]]:
    """As `new_env`, for a world that all tests of a module look at."""
    folder = tmp_path_factory.mktemp("module")
    with _databases(database_kind, request, folder) as new:
        yield lambda seed: SeededEnv(seed=seed, database=new(), folder=folder / f"files{seed}", start=EPOCH)


@contextmanager
def _databases(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[NewDatabase]:
    made: list[str] = []

    def new() -> str:
        if kind == "postgresql":
            alias = _spare.pop() if _spare else _new_postgresql()
        else:
            alias = f"test_{next(_numbers)}"
            path = folder / f"{alias}.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            databases.register(alias, databases.sqlite(path))
        made.append(alias)
        return alias

    yield new
    for alias in made:
        if kind == "postgresql" and postgresql.emptied(alias):
            # The next test takes the last, and with it a connection that the server has warmed to.
            _spare.insert(len(_spare) if len(_spare) < WARM else 0, alias)
        else:
            databases.forget(alias)


def _new_postgresql() -> str:
    alias, port = f"test_{os.getpid()}_{next(_numbers)}", int(os.environ[PORT])
    postgresql.execute(port, f"CREATE DATABASE {alias} TEMPLATE {TEMPLATE}")
    databases.register(alias, postgresql.entry(port, alias))
    return alias


@pytest.fixture
def database(new_database: NewDatabase) -> str:
    """The alias of a fresh, migrated, empty database."""
    return new_database()


@pytest.fixture
def env(database: str, tmp_path: Path) -> SeededEnv:
    """A seeded world around a fresh database."""
    return SeededEnv(seed=1, database=database, folder=tmp_path / "files", start=EPOCH)


@pytest.fixture
def new_env(new_database: NewDatabase, tmp_path: Path) -> Callable[[int], SeededEnv]:
    """Each call gives another node's seeded world, with its own database."""

    def new(seed: int) -> SeededEnv:
        return SeededEnv(seed=seed, database=new_database(), folder=tmp_path / f"files{seed}", start=EPOCH)

    return new


@pytest.fixture(scope="session")
def tales(tmp_path_factory: pytest.TempPathFactory) -> Tales:
    """Worlds that are told once in this process and given to each test anew."""
    return Tales(tmp_path_factory.mktemp("tales"))


@pytest.fixture(scope="module")
def new_node_database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Entry]]:
    """Each call gives what a node says of its database: nothing means the SQLite file in its own folder."""
    if database_kind == "sqlite":
        yield dict
        return
    with _databases(database_kind, request, tmp_path_factory.mktemp("nodes")) as new:
        yield lambda: _said(new())


def _said(alias: str) -> Entry:
    entry = connections[alias].settings_dict
    return {key.lower(): entry[key] for key in ("HOST", "USER", "NAME")} | {"port": int(entry["PORT"])}


@pytest.fixture
def new_node(
    database_kind: str, new_database: NewDatabase, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[str], RealEnv]]:
    """Each call makes a real node in a folder of its own: fresh keys, migrated empty database."""
    made: list[RealEnv] = []

    def new(name: str) -> RealEnv:
        folder = tmp_path / f"node-{name}"
        said = Founding(
            name=name,
            kind="police",
            country="xa",
            regime="led",
            desk_port=0,
            gate_port=0,
            database=_said(new_database()) if database_kind == "postgresql" else {},
        )
        create(folder, said, now=EPOCH)
        if database_kind == "sqlite":
            shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "passerelle.db")
        made.append(open_node(folder))
        return made[-1]

    yield new
    for env in made:
        databases.forget(env.database)


@pytest.fixture(autouse=True)
def close_the_default_connection() -> Iterator[None]:
    yield
    for connection in connections.all(initialized_only=True):
        if connection.alias not in _spare[-WARM:]:
            connection.close()
