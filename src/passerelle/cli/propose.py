"""`passerelle propose`: a change is suggested to the owner of what was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.protocol.messages import Change

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--change", required=True, choices=[str(one) for one in Change])
    parser.add_argument("--note", required=True, metavar="TEXT", help="why, for the owner; it names nobody")
    parser.add_argument("--instead", default="", metavar="RECORD", help="your own record, released to it")
    parser.add_argument("record", metavar="RECORD", help="the record's id, 32 hexadecimal characters")


def run(options: argparse.Namespace) -> int:
    """Zero once the suggestion is in the outbox; its id is printed."""
    env, access = acting.act(options, "propose")
    from passerelle.casework.proposing import propose

    change = Change(options.change)
    print(propose(env, access, options.record, change, note=options.note, instead=options.instead))
    return 0
