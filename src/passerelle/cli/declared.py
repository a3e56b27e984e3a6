"""`passerelle declared …`: numbers that their issuer declares stolen, lost or invalid, and objections.

A number in hand is read from a file or standard input: on a command line others
on the machine could see it.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.declaration import Declared
from passerelle.core.objection import Ground
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

STANDARD_INPUT = "-"
LONGEST = 100
LONGEST_FILE = 10_000
NOTE = "A declared number is about the document alone: ask the issuer, and tell the holder where to object."


class NumberFileError(PasserelleError):
    """The file with the number cannot be read; nothing was looked up or asked."""

    def __init__(self) -> None:
        super().__init__("the file is absent or cannot be read; nothing was looked up or asked, give another")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="declare a number, or a range of blanks, of our own State")
    acting.arguments(add)
    add.add_argument("--first", required=True, metavar="NUMBER", help="the number, or the first of a range")
    add.add_argument("--last", default="", metavar="NUMBER", help="the last of a range of blanks")
    add.add_argument("--what", required=True, choices=[str(one) for one in Declared], help="what it is")
    add.add_argument("--type", required=True, metavar="CODE", help="type as the zone prints it, such as P")
    add.add_argument("--issuer", required=True, metavar="CODE", help="the issuing State, which is our own")
    add.add_argument("--since", required=True, type=date.fromisoformat, metavar="DAY", help="since when")
    add.add_argument("--review", required=True, type=date.fromisoformat, metavar="DAY", help="reviewed by")
    add.add_argument("--redress", required=True, metavar="TEXT", help="where the holder may object")
    add.add_argument("--decision", default="", metavar="REFERENCE", help="of a court, for what is invalid")
    add.add_argument("--report", default="", metavar="REFERENCE", help="of the theft or loss, for all others")
    look = actions.add_parser("look", help="what issuers declared of a number, on this node")
    ask = actions.add_parser("ask", help="ask a partner about a number, without its holder")
    for one in (look, ask):
        acting.arguments(one)
        one.add_argument("file", metavar="FILE", help="a file that holds the number; - is standard input")
    ask.add_argument("--partner", required=True, metavar="NODE", help="name or id of the partner's node")
    ask.add_argument("--agreement", required=True, metavar="ID", help="the agreement to ask under")
    contest = actions.add_parser(
        "contest", help="an objection came: the number is closed until it is decided"
    )
    decide = actions.add_parser("decide", help="decide an objection, as data protection")
    withdraw = actions.add_parser("withdraw", help="the number is declared no longer, here and at partners")
    for one in (contest, decide, withdraw):
        acting.arguments(one)
        one.add_argument("declared", metavar="ID", help="the id that `add` or `look` printed")
    grounds = [str(one) for one in Ground]
    contest.add_argument("--ground", choices=grounds, default=Ground.UNSAID, help="none is needed")
    decide.add_argument("--upheld", action="store_true", help="the holder is right: the number is erased")
    acting.arguments(actions.add_parser("objections", help="which objections are open, and since when"))


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    env, access = acting.act(options, f"declared {options.action}")
    ACTIONS[options.action](env, access, options)
    return 0


def _add(env: Env, access: Access, options: argparse.Namespace) -> None:
    from passerelle.casework.declaring import declare
    from passerelle.core.declaration import Declaration

    one = Declaration(
        issuer=options.issuer,
        document_type=options.type,
        first=options.first,
        last=options.last,
        declared=Declared(options.what),
        since=options.since,
        review=options.review,
        redress=options.redress,
        decision=options.decision,
        report=options.report,
    )
    print(declare(env, access, one))


def _look(env: Env, access: Access, options: argparse.Namespace) -> None:
    from passerelle.casework.declaring import declared

    found = declared(env, access, _number(options.file))
    for one in found:
        print(f"{one.declared} since {one.since}, {one.document_type} of {one.issuer}, by {one.owner_name}")
        print(f"  {one.entity}; by {one.reason}; until {one.until.isoformat()} at the latest")
        print(f"  objections: {one.redress}")
    print(NOTE if found else "not declared on this node")


def _ask(env: Env, access: Access, options: argparse.Namespace) -> None:
    from passerelle.casework.asking import ask_number

    number = _number(options.file)
    print(ask_number(env, access, number, partner=options.partner, agreement=options.agreement))


def _contest(env: Env, access: Access, options: argparse.Namespace) -> None:
    from passerelle.casework.objecting import contest

    contest(env, access, options.declared, Ground(options.ground))


def _decide(env: Env, access: Access, options: argparse.Namespace) -> None:
    from passerelle.casework.objecting import decide

    decide(env, access, options.declared, upheld=options.upheld)


def _withdraw(env: Env, access: Access, options: argparse.Namespace) -> None:
    from passerelle.casework.declaring import withdraw

    withdraw(env, access, options.declared)


def _objections(env: Env, access: Access, _options: argparse.Namespace) -> None:
    from passerelle.casework.objecting import objections

    for one in objections(env, access):
        state = {None: "open", True: "upheld", False: "not upheld"}[one.upheld]
        print(f"{one.entity} {state} for {one.days} days, ground {one.ground}")


def _number(file: str) -> str:
    from passerelle.cli.given_file import GivenFileError, given

    if file == STANDARD_INPUT:
        # A person types it: the end of the line is enough.
        return sys.stdin.readline(LONGEST).strip()
    try:
        text = given(file, "the file of the number", longest=LONGEST_FILE).decode("utf-8", "replace")
    except GivenFileError:
        raise NumberFileError from None
    return text.partition("\n")[0][:LONGEST].strip()


ACTIONS = {
    "add": _add,
    "look": _look,
    "ask": _ask,
    "contest": _contest,
    "decide": _decide,
    "withdraw": _withdraw,
    "objections": _objections,
}
