"""`passerelle hold …`: why something may not be erased yet, and that it may be now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.retention import Hold

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    setting = actions.add_parser("set", help="restrict instead of erasing, from now on")
    acting.arguments(setting)
    setting.add_argument("--kind", required=True, choices=[str(one) for one in Hold], help="why")
    on = setting.add_mutually_exclusive_group(required=True)
    on.add_argument("--entity", default="", metavar="ENTITY", help="one entity, with its links")
    on.add_argument("--file", default="", metavar="REFERENCE", help="one case, with all that stands in it")
    lifting = actions.add_parser("lift", help="the hold ends; what nothing else keeps is erased")
    acting.arguments(lifting)
    lifting.add_argument("hold", metavar="ID", help="the hold's id, as `set` printed it")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done; `set` prints the hold's id, `lift` how many statements went."""
    env, access = acting.act(options, f"hold {options.action}")
    from passerelle.casework import holding

    if options.action == "set":
        print(holding.set_hold(env, access, Hold(options.kind), entity=options.entity, case=options.file))
    else:
        print(f"{holding.lift_hold(env, access, options.hold)} statements erased")
    return 0
