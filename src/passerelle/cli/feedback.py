"""`passerelle feedback`: what came of what a partner released, or of its proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.protocol.messages import Came

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--came", required=True, choices=[str(one) for one in Came])
    parser.add_argument("--note", required=True, metavar="TEXT", help="for the partner; it names nobody")
    on = parser.add_mutually_exclusive_group(required=True)
    on.add_argument("--record", metavar="RECORD", help="what was received")
    on.add_argument("--proposal", metavar="ROW", help="the inbox row of a proposal that is answered")


def run(options: argparse.Namespace) -> int:
    """Zero once the feedback is in the outbox; its id is printed."""
    env, access = acting.act(options, "feedback")
    from passerelle.casework.proposing import answer_proposal, say_what_came

    came = Came(options.came)
    if options.record:
        print(say_what_came(env, access, options.record, came, note=options.note))
        return 0
    if came not in {Came.ACCEPTED, Came.DECLINED}:
        raise acting.ActingError("A proposal is accepted or declined.")
    accepted = came is Came.ACCEPTED
    print(answer_proposal(env, access, options.proposal, accepted=accepted, note=options.note))
    return 0
