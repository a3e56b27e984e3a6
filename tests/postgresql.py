"""A real PostgreSQL on loopback, in a temporary folder of the run, with every durability setting on."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
import pytest
from django.db import Error, connections, transaction
from tests import in_memory

from passerelle.config import database

OWNER = "passerelle"
PATIENCE_SECONDS = 30
# Content types and permissions come with the migration.
MIGRATED = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, where it lies, its process."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """The server is gone, whoever is still connected, and its folder with it."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)


def entry(port: int, name: str) -> dict[str, object]:
    """Django's entry for one database of the server."""
    return database.postgresql(host="127.0.0.1", port=port, user=OWNER, name=name)


def execute(port: int, sql: str, name: str = "postgres") -> None:
    """One statement outside any transaction."""
    connection = psycopg.connect(host="127.0.0.1", port=port, user=OWNER, dbname=name, autocommit=True)
    with connection:
        connection.execute(sql)


def tables(alias: str) -> list[str]:
    """The tables that a migrated database begins with empty."""
    return [name for name in connections[alias].introspection.django_table_names() if name not in MIGRATED]


def is_changed(alias: str) -> bool:
    """Whether a test left anything in its session that the next one would find there."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_settings WHERE source = 'session'"
            " UNION ALL SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            " UNION ALL SELECT 1 FROM pg_class WHERE relpersistence = 't' LIMIT 1"
        )
        return cursor.fetchone() is not None


def emptied(alias: str) -> bool:
    """Emptying a database takes milliseconds, dropping it a checkpoint; one a test has broken is left."""
    connection = connections[alias]
    try:
        if connection.in_atomic_block or is_changed(alias):
            connection.close()
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in tables(alias)))
    except Error:
        return False
    return True


def start() -> Server:
    """A fresh server; it ends when the process that started it does."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="passerelle-postgresql-", dir=in_memory.folder()))
    user = _unprivileged()
    if user:
        shutil.chown(folder, user, user)
    data = folder / "data"
    _run([*user_prefix(user), f"{binaries}/initdb", "-D", data, "-A", "trust", "-U", OWNER, "-N"])
    port = _free_port()
    with (folder / "log").open("wb") as log:
        process = _serve(user, binaries, folder, port, log)
    server = Server(port, folder, process)
    _wait(server)
    return server


def _serve(user: str, binaries: str, folder: Path, port: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    command = [f"{binaries}/postgres", "-D", str(folder / "data"), *_settings(port)]
    prefix = user_prefix(user, until_parent_ends=True)
    return subprocess.Popen([*prefix, *command], stdout=subprocess.DEVNULL, stderr=log, cwd="/")


def user_prefix(user: str, *, until_parent_ends: bool = False) -> list[str]:
    """A server refuses to run as root, so root becomes an unprivileged user first."""
    ending = ["--pdeathsig", "INT"] if until_parent_ends else []
    if user:
        return ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", *ending]
    return ["setpriv", *ending] if ending else []


def _settings(port: int) -> list[str]:
    wanted = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "max_connections": 200,
    }
    return [part for name, value in wanted.items() for part in ("-c", f"{name}={value}")]


def _binaries() -> str:
    found = _find_binaries()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"])
        found = _find_binaries()
    if not found:
        pytest.exit("PostgreSQL's server is not installed: install it (Debian: apt install postgresql)", 3)
    return found


def _find_binaries() -> str:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if shutil.which("pg_config"):
        folders.append(Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip()))
    return next((str(folder) for folder in folders if (folder / "initdb").exists()), "")


def _unprivileged() -> str:
    return "postgres" if os.geteuid() == 0 else ""


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _run(command: list[object]) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False, cwd="/")
    if done.returncode:
        pytest.exit(f"{command[-1]}: {done.stderr.decode(errors='replace')[-400:]}", 3)


def _wait(server: Server) -> None:
    for _ in range(PATIENCE_SECONDS * 20):
        try:
            execute(server.port, "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    pytest.exit((server.folder / "log").read_text(errors="replace")[-400:], 3)
