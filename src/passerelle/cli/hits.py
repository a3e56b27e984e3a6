"""`passerelle hits`: what came of the questions of one's cases, and opening the conversation about one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--open", dest="hit", metavar="ROW", help="name its keys to the partner")
    parser.add_argument(
        "--no-protection-sought",
        action="store_true",
        help="of a number in hand: its holder has asked nobody for protection, as far as you know",
    )


def run(options: argparse.Namespace) -> int:
    """Zero; one JSON object a question, or one message id for each key that was named."""
    env, access = acting.act(options, "hits")
    from passerelle.casework.asked import questions
    from passerelle.casework.asking import open_conversation

    if options.hit:
        for name in open_conversation(
            env, access, options.hit, no_protection_sought=options.no_protection_sought
        ):
            print(name)
        return 0
    for one in questions(env, access):
        entities = sorted({hit.entity for hit in one.hits})
        shown = {
            "question": one.question,
            "partner": one.partner,
            "state": one.state,
            "outcome": one.outcome,
            "keys": one.keys,
            "hits": len(one.hits),
            "entities": entities,
            "answer": one.digest,
        }
        print(json.dumps(shown))
    return 0
