"""`passerelle demo`: the main job, in real processes on loopback, in less than a minute."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.world import DemoNode

TERMINATED = 128 + signal.SIGTERM
LINK_OF = (("Oberland", "Ana"), ("Unterland", "Besa"))


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--json", action="store_true", help="print one object with the numbers of this run")
    parser.add_argument("--no-serve", action="store_true", help="end when the story is told")
    parser.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="keep the nodes there; else they are removed"
    )


def run(options: argparse.Namespace) -> int:
    """Zero when both parts were played and every promise in them held."""
    from passerelle.cli.demo import cast, lists, process, story, witness
    from passerelle.cli.demo.narration import Narration
    from passerelle.cli.demo.tally import Tally
    from passerelle.cli.demo.world import found, prepare_django, running, wait_until_ready

    # Whoever ends this process ends its nodes: the folder goes and the ports are free again.
    signal.signal(signal.SIGTERM, _end)
    process.prepare()
    narration, tally = Narration(quiet=options.json), Tally()
    with _place(options.folder) as folder:
        narration.title("Passerelle: eight services, eight nodes, each a process of its own on this machine")
        prepare_django()
        nodes = found(folder, [*lists.SAID, *cast.SAID])
        with running(list(nodes.values()), folder), process.officers(len(lists.SAID)) as pool:
            narration.step(f"{len(nodes)} nodes founded, introduced and starting")
            holders = lists.take_in(nodes, pool, narration)
            wait_until_ready(list(nodes.values()), folder)
            narration.step("all nodes answer")
            witness.first_look(nodes["Oberland"], nodes["Port-Lanterne"])
            lists.play(nodes, holders, pool, narration, tally)
            story.play(nodes, narration, tally)
            tally.nodes = _described(nodes)
            if options.json:
                print(json.dumps(tally.as_json(narration.seconds)), flush=True)
            narration.title(f"Done in {narration.seconds:.1f} seconds.")
            if not options.no_serve:
                _serve(nodes, narration)
    return 0


def _end(_number: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)


@contextlib.contextmanager
def _place(kept: Path | None):  # type: ignore[no-untyped-def] # noqa: ANN202 - a generator of one folder
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    made = Path(tempfile.mkdtemp(prefix="passerelle-demo-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _described(nodes: Mapping[str, DemoNode]) -> list[dict[str, object]]:
    from passerelle.casework.auditing import head_of
    from passerelle.casework.reading import how_many

    return [
        {
            "name": node.name,
            "address": node.desk,
            "entities": how_many(node.env),
            "journal_head": head_of(node.env),
        }
        for node in nodes.values()
    ]


def _serve(nodes: Mapping[str, DemoNode], narration: Narration) -> None:
    """The desks stay open until Ctrl-C; each link signs one officer in once."""
    from passerelle.casework.people import make_link

    narration.title("The desk is open. Each link signs in once, within a quarter of an hour:")
    for name, officer in LINK_OF:
        node = nodes[name]
        token = make_link(node.env, node.officers[officer])
        narration.detail(f"{officer}, {name}:  {node.desk}/enter/{token}")
    narration.detail("Ctrl-C ends everything and removes what the demonstration made.")
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()
