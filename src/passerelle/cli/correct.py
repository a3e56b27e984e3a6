"""`passerelle correct`: a record says something else from now on, here and at every recipient."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--owed", action="store_true", help="tell holders what newer files changed")
    which.add_argument(
        "record", nargs="?", metavar="RECORD", help="the record's id; what is right is read from input"
    )


def run(options: argparse.Namespace) -> int:
    """Zero once every holder is told, or is asked to give the old version back."""
    env, access = acting.act(options, "correct")
    if options.owed:
        from passerelle.casework.owing import settle_what_is_owed

        settled = settle_what_is_owed(env, access)
        print(f"{settled.told} told, {settled.recalled} asked to give it back")
        return 0
    from passerelle.casework.amending import correct

    # A value on a command line would stay in the terminal's history.
    done = correct(env, access, options.record, sys.stdin.readline().rstrip("\n"))
    print(f"version {done.version}: {len(done.told)} told, {len(done.recalled)} asked to give it back")
    return 0
