"""`passerelle run FOLDER`: the node's desk, gate and outbox worker, until it is told to stop."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the node's folder")
    parser.add_argument("--listen", default="127.0.0.1", metavar="HOST", help="where the gate listens")
    parser.add_argument("--address", default="", metavar="URL", help="the gate's address for partners")
    parser.add_argument("--no-desk", action="store_true", help="gate and worker alone, without the screens")


def run(options: argparse.Namespace) -> int:
    """Zero after an orderly stop."""
    from passerelle.config.opening import migrate, open_node

    env = open_node(options.folder)
    from passerelle.config.presence import present_node
    from passerelle.config.process import Running
    from passerelle.config.process import run as run_node

    migrate(env)
    present_node(env, address=options.address)
    desk = None
    if not options.no_desk:
        from passerelle.desk.application import application

        desk = application()
        print(f"desk: http://localhost:{env.folder.desk_port}", flush=True)
    print(f"gate: https://{options.listen}:{env.folder.gate_port}", flush=True)
    _say_rescue(options.folder / "distress")
    asyncio.run(run_node(Running(env=env, listen=options.listen, desk=desk)))
    return 0


def _say_rescue(folder: Path) -> None:
    """Whoever starts a node learns whether a call for people in distress would find its way (rule 18)."""
    from passerelle.rescue.settings import NAME, settings

    if not any(one.reachable for one in settings(folder).centres):
        print(
            f"distress: no address of a rescue centre is set in {folder / NAME}", file=sys.stderr, flush=True
        )
