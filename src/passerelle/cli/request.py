"""`passerelle request …`: requests with their clocks, their answers, and the yearly statistics.

The content of a request is read from a file: the body of a `request` message
in JSON, as the protocol describes it.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.cli.request_line import printed, shown, table_text
from passerelle.core.request_answer import PartRefused
from passerelle.core.request_channel import COPIED, Channel, ChannelCopy, ChannelReason
from passerelle.core.request_copying import EuropolCopy
from passerelle.core.request_kind import Direction
from passerelle.core.request_step import Step
from passerelle.errors import PasserelleError
from passerelle.protocol.fields import Fields
from passerelle.protocol.messages import Request, RequestAnswer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

CHANNELS = [str(one) for one in COPIED]
LONGEST_YEAR = 9999


class RequestFileError(PasserelleError):
    """The file holds no request; nothing was sent or registered."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} cannot be opened or is no JSON; nothing was sent or registered")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _reading(actions)
    _sending(actions)
    step = _one(actions, "step", "a step before the answer: acknowledged, clarified, extended, carried out")
    step.add_argument("step", choices=[str(one) for one in Step if one is not Step.ANSWERED])
    step.add_argument("--text", default="", help="the question, or the reason of the delay")
    step.add_argument(
        "--authorisation", default="", metavar="REFERENCE", help="of the judicial authorisation"
    )
    step.add_argument("--expected", type=instant, metavar="INSTANT", help="until when the delay lasts")
    _answering(actions)


def _reading(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listing = actions.add_parser("list", help="those that are open, by their clock; one JSON object a line")
    acting.arguments(listing)
    listing.add_argument("--made", action="store_true", help="those that we made, instead of those received")
    listing.add_argument("--closed", action="store_true", help="those that are concluded")
    _one(actions, "show", "one request with both dates of its clock, its steps and what it is owed")
    counting = actions.add_parser("statistics", help="the four yearly tables of Directive (EU) 2023/977")
    acting.arguments(counting)
    counting.add_argument("year", type=int, metavar="YEAR")
    counting.add_argument("--json", action="store_true", help="print one JSON object a table")
    tonight = actions.add_parser("contacts", help="whom to call now, and who opens when")
    acting.administration_arguments(tonight)


def _sending(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    register = actions.add_parser("register", help="a request that came through a channel; its clock runs")
    make = actions.add_parser("make", help="ask another service; sent where it has a node")
    give = actions.add_parser("give", help="give information unasked: a release, and on file as given")
    for parser in (register, make, give):
        acting.arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE", help="the content, in JSON")
        parser.add_argument("--agreement", required=True, metavar="ID", help="under which agreement")
        _europol(parser)
    for parser in (register, make):
        parser.add_argument("--service", default="", metavar="NAME", help="of a service that has no node")
        parser.add_argument("--country", default="", metavar="XX", help="of that service")
        parser.add_argument("--channel", default=None, choices=CHANNELS, help="through which channel")
        parser.add_argument("--reference", default="", metavar="TEXT", help="the requester's own")
    register.add_argument("--received", type=instant, metavar="INSTANT", help="by the channel, if earlier")
    make.add_argument("--to", default="", metavar="NODE", help="the partner's node")
    give.add_argument("--to", required=True, metavar="NODE", help="the partner's node")
    give.add_argument("entity", nargs="+", metavar="ENTITY", help="about whom or what; what may go, goes")


def _answering(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    answer = _one(actions, "answer", "deliver or refuse each part; the rest is delivered")
    answer.add_argument(
        "--refuse", action="append", default=[], metavar="PART=CODE", help="a code of the agreement's list"
    )
    answer.add_argument("--give", action="append", default=[], metavar="ENTITY", help="release what may go")
    answer.add_argument("--text", default="", help="words that name nobody")
    _europol(answer)
    copy = _one(actions, "copy", "print the text for a channel, or keep the reference that it gave")
    copy.add_argument("channel", choices=CHANNELS)
    kept = copy.add_mutually_exclusive_group()
    kept.add_argument("--reference", default="", metavar="TEXT", help="what the channel gave it")
    kept.add_argument("--reason", choices=[str(one) for one in ChannelReason], help="why not by SIENA")


def _europol(parser: argparse.ArgumentParser) -> None:
    europol = parser.add_mutually_exclusive_group()
    europol.add_argument("--europol", default="", metavar="REASON", help="Europol has a copy, and why")
    europol.add_argument("--no-europol", default="", metavar="REASON", help="it has none, and why")


def _one(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, said: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=said)
    acting.arguments(parser)
    parser.add_argument("request", metavar="ID", help="as `list` prints it")
    return parser


def instant(text: str) -> datetime:
    """An instant with its offset; ValueError for anything else."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant has its offset")
    return found


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    if options.action == "contacts":
        return _contacts(options)
    env, access = acting.act(options, f"request {options.action}")
    actions: dict[str, Callable[[argparse.Namespace, Env, Access], None]] = {
        "list": _list,
        "show": _show,
        "register": _register,
        "make": _make,
        "give": _give,
        "step": _step,
        "answer": _answer,
        "copy": _copy,
        "statistics": _statistics,
    }
    actions[options.action](options, env, access)
    return 0


def _list(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.requests import requests

    direction = Direction.MADE if options.made else Direction.RECEIVED
    for line in requests(env, access, direction=direction, closed=options.closed):
        print(json.dumps(printed(line, env.now())))


def _show(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.requests import request

    print(json.dumps(shown(request(env, access, options.request), env.now())))


def _register(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.requesting import OtherSide, Terms, register

    body = _body(options.file)
    other = OtherSide(
        name=options.service,
        country=options.country,
        channel=Channel(options.channel or Channel.NODE),
        reference=options.reference,
    )
    terms = Terms(agreement=options.agreement, contact=body.contact, europol=_copied(options))
    print(register(env, access, body.content, other, terms, received=options.received or env.now()))


def _make(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.requesting import OtherSide, Terms, make

    body = _body(options.file)
    other = OtherSide(
        node=options.to,
        name=options.service,
        country=options.country,
        channel=Channel(options.channel or Channel.NODE),
        reference=options.reference,
    )
    terms = Terms(agreement=options.agreement, contact=body.contact, europol=_copied(options))
    print(make(env, access, body.content, other, terms))


def _give(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.requesting import OtherSide, Terms, give_unasked

    body = _body(options.file)
    terms = Terms(agreement=options.agreement, contact=body.contact, europol=_copied(options))
    other = OtherSide(node=options.to)
    print(give_unasked(env, access, body.content, other, terms, entities=options.entity))


def _copied(options: argparse.Namespace) -> EuropolCopy | None:
    reason = options.europol or options.no_europol
    return EuropolCopy(bool(options.europol), reason) if reason else None


def _step(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.fulfilling import do_step

    said = RequestAnswer(
        of_message="",
        step=Step(options.step),
        text=options.text,
        authorisation=options.authorisation,
        expected=options.expected,
    )
    do_step(env, access, options.request, said)


def _answer(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.fulfilling import Giving, answer

    refusals = [PartRefused(part, code) for part, _, code in (one.partition("=") for one in options.refuse)]
    answer(
        env,
        access,
        options.request,
        refusals=refusals,
        text=options.text,
        europol=_copied(options),
        giving=Giving(entities=tuple(options.give)),
    )


def _copy(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.channelling import channel_text, keep_copy

    channel = Channel(options.channel)
    if options.reference or options.reason:
        reason = ChannelReason(options.reason) if options.reason else None
        keep_copy(env, access, options.request, ChannelCopy(channel, options.reference, reason))
        return
    print(channel_text(env, access, options.request, channel), end="")


def _statistics(options: argparse.Namespace, env: Env, access: Access) -> None:
    from passerelle.casework.request_counting import statistics

    for table in statistics(env, access, options.year):
        print(table_text(table, as_json=options.json), end="")


def _contacts(options: argparse.Namespace) -> int:
    env, _access = acting.administer(options, "request contacts")
    from passerelle.casework.duty_contacts import contacts

    for one in contacts(env):
        opens = "now" if one.answers or one.opens is None else one.opens.isoformat(timespec="minutes")
        print(f"{opens}\t{one.country}\t{one.office}\t{one.phone}\t{one.languages}")
    return 0


def _body(path: Path) -> Request:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise RequestFileError(path) from None
    return Request.of(Fields(value, "request"))
