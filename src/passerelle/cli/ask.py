"""`passerelle ask`: does a partner hold a key of these entities? A yes waits in the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--partner", required=True, metavar="NODE", help="name or id of the partner's node")
    parser.add_argument("--agreement", required=True, metavar="ID", help="the agreement to ask under")
    parser.add_argument("entities", nargs="+", metavar="ENTITY", help="whose keys are asked")


def run(options: argparse.Namespace) -> int:
    """Zero once the questions are in the outbox; each line is a question's id."""
    env, access = acting.act(options, "ask")
    from passerelle.casework.asking import ask

    for question in ask(
        env, access, entities=options.entities, partner=options.partner, agreement=options.agreement
    ):
        print(question)
    return 0
