"""The process of each node: forked from one that has imported what all of them need.

Importing costs every node the same second of work; here it is done once. What a
node does afterwards is `passerelle run` on its folder, and it shares nothing
with the others but the code.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing import forkserver
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.pool import Pool
    from multiprocessing.process import BaseProcess
    from pathlib import Path

STOP_SECONDS = 10.0
# What needs no settings: those belong to a node, and are read in its own process.
SHARED = [
    "aiohttp.web",
    "uvicorn",
    "django.contrib.auth.hashers",
    "django.core.handlers.asgi",
    "django.core.management.commands.migrate",
    "django.db.models",
    "django.template.defaulttags",
    "passerelle.cli.main",
    "passerelle.config.certificate",
    "passerelle.core.agreement_text",
    "passerelle.core.policy",
    "passerelle.core.vocabulary",
    "passerelle.matching.match_key",
    "passerelle.protocol.exchange",
    "passerelle.protocol.journal",
    "passerelle.protocol.oblivious",
]


def prepare() -> None:
    """The common process is importing, while this one goes on."""
    os.environ["PASSERELLE_EXERCISE"] = "1"
    _context().set_forkserver_preload(SHARED)
    forkserver.ensure_running()


def start(folder: Path, log: Path) -> BaseProcess:
    """The node in this folder runs in a process of its own, until it is stopped or this process ends."""
    process = _context().Process(target=_run, args=(folder, log), daemon=True)
    process.start()
    return process


def officers(count: int) -> Pool:
    """So many processes in which officers work at their desks; leaving its context ends them."""
    return _context().Pool(count, initializer=_at_a_desk)


def _at_a_desk() -> None:
    from passerelle.cli.demo.world import prepare_django

    # Ctrl-C and the end of the demonstration are the main process's; it ends these.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare_django()


def stop(processes: Sequence[BaseProcess]) -> None:
    """Every process has ended; one that does not within ten seconds is killed."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()


def _context() -> multiprocessing.context.ForkServerContext:
    return multiprocessing.get_context("forkserver")


def _run(folder: Path, log: Path) -> None:
    from passerelle.cli.main import main

    with log.open("wb") as written:
        os.dup2(written.fileno(), sys.stdout.fileno())
        os.dup2(written.fileno(), sys.stderr.fileno())
    sys.exit(main(["run", str(folder)]))
