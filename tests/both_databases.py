"""Which tests run on both databases: decided by what a test asks for, and guarded while it runs.

A database of the run is reached through the fixture `database_kind`, on which
every fixture that makes one stands: nothing else tells a test, or a process it
starts, where the server is. Any other test is the same in either pass, and the
PostgreSQL pass leaves it out. One that starts processes without that fixture
says so with the marker `processes`; one that reaches what it does not say fails.
The rooms that know no database are not even read for the PostgreSQL pass.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db.backends.signals import connection_created

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURE = "database_kind"
MARKER = "processes"
EVENTS = {
    "subprocess.Popen": "starts a process",
    "os.fork": "starts a process",
    "os.forkpty": "starts a process",
    "os.posix_spawn": "starts a process",
    "sqlite3.connect": "opens a database",
}
INNER_ROOMS = ("core", "protocol", "matching", "analysis", "documents", "protection", "formats", "engines")
TESTS = Path(__file__).parent
_reached: list[str] = []


def watch() -> None:
    """From now on every connection and every new process is seen."""
    connection_created.connect(_connected)
    sys.addaudithook(_happened)


def _connected(**_named: object) -> None:
    _reached.append("opens a database")


def _happened(event: str, _arguments: tuple[object, ...]) -> None:
    if event in EVENTS:
        _reached.append(EVENTS[event])


def is_on_both(item: pytest.Item) -> bool:
    """Whether the test runs on both databases."""
    return FIXTURE in getattr(item, "fixturenames", ())


def says_so(item: pytest.Item) -> bool:
    """Whether the test may open a database or start a process."""
    return is_on_both(item) or item.get_closest_marker(MARKER) is not None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("--database") == "postgresql" and _is_inner(collection_path) else None


def _is_inner(path: Path) -> bool:
    return any(path.is_relative_to(TESTS / room) for room in INNER_ROOMS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    unread = [item.nodeid for item in items if is_on_both(item) and _is_inner(item.path)]
    if unread:
        raise pytest.UsageError(f"not read for the PostgreSQL pass, see tests/both_databases.py: {unread}")
    if config.getoption("--database") == "postgresql":
        left_out = [item for item in items if not is_on_both(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_on_both(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    _reached.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield
    if _reached and not says_so(item):
        pytest.fail(
            f"This test {_reached[0]}, and would be left out on PostgreSQL: ask for the fixture "
            f"{FIXTURE}, or mark it {MARKER} where what it starts reaches no database of the run.",
            pytrace=False,
        )
