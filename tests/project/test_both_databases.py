from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from tests import postgresql
from tests.both_databases import is_on_both, says_so

ROOT = Path(__file__).parents[2]
TESTS = """
import subprocess
import pytest
from django.db import connections

def test_of_nothing(): pass
def test_of_a_database(database): connections[database].ensure_connection()
@pytest.mark.processes
def test_of_a_process(): subprocess.run(["true"])
def test_of_a_database_unsaid(request): connections[request.getfixturevalue("database")].ensure_connection()
def test_of_a_process_unsaid(): subprocess.run(["true"])
"""


@pytest.mark.processes
def test_a_test_that_does_not_say_what_it_reaches_fails(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = processes: starts one\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rE", "-p", "tests.conftest", "-p", "no:cacheprovider", "--tb=no"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    summary = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("ERROR test_")}
    unsaid = {"test_some.py::test_of_a_database_unsaid", "test_some.py::test_of_a_process_unsaid"}
    assert (summary, "5 passed, 2 errors" in done.stdout) == (unsaid, True)


def test_only_what_reaches_no_database_of_the_run_is_left_out_on_postgresql(
    request: pytest.FixtureRequest, database_kind: str
) -> None:
    once = [item.nodeid for item in request.session.items if not is_on_both(item)]
    if database_kind == "postgresql":
        assert once == []
    assert any(is_on_both(item) for item in request.session.items)


def test_a_fixture_over_a_database_says_so(request: pytest.FixtureRequest, story: None) -> None:
    assert is_on_both(request.node)
    assert "database_kind" not in inspect.signature(request.function).parameters


@pytest.mark.processes
def test_the_marker_says_so_and_one_pass_is_enough(request: pytest.FixtureRequest) -> None:
    assert says_so(request.node)
    assert not is_on_both(request.node)


@pytest.fixture
def story(new_database: object) -> None:
    """A fixture that stands on a database through another."""


@pytest.mark.parametrize(
    "left",
    ["SET synchronous_commit = off", "CREATE TEMP TABLE left_over (one int)", "SELECT pg_advisory_lock(7)"],
    ids=["setting", "table", "lock"],
)
def test_no_test_finds_what_another_left_in_its_session(database: str, database_kind: str, left: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("a file has no session: each test has a connection of its own")
    with connections[database].cursor() as cursor:
        cursor.execute(left)
    assert postgresql.is_changed(database)
    assert postgresql.emptied(database)
    assert not postgresql.is_changed(database)
