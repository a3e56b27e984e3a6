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
    parser.add_argument("record", metavar="RECORD", help="the record's id; what is right is read from input")


def run(options: argparse.Namespace) -> int:
    """Zero once every holder is told, or is asked to give the old version back."""
    env, access = acting.act(options, "correct")
    from passerelle.casework.amending import correct
    from passerelle.core.statement import LONGEST_VALUE

    # A value on a command line would stay in the terminal's history.
    done = correct(env, access, options.record, sys.stdin.readline(LONGEST_VALUE + 2).rstrip("\n"))
    print(f"version {done.version}: {len(done.told)} told, {len(done.recalled)} asked to give it back")
    return 0
