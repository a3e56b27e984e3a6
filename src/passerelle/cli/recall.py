"""`passerelle recall`: a record is taken back from everybody who received it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--state", action="store_true", help="only show who has it and who confirmed")
    parser.add_argument("record", metavar="RECORD", help="the record's id, 32 hexadecimal characters")


def run(options: argparse.Namespace) -> int:
    """Zero once the recalls are in the outbox; a line for each recipient says how it stands."""
    env, access = acting.act(options, "recall")
    from passerelle.casework.sharing import recall, sharing_state

    if not options.state:
        recall(env, access, options.record)
    for share in sharing_state(env, access, options.record):
        asked = "recall asked" if share.recall_asked_at else "not recalled"
        state = f"recall confirmed, {share.recall_outcome}" if share.recall_confirmed_at else asked
        print(f"{share.recipient_name} version {share.version}: {state}")
    return 0
