"""`passerelle consent …`: ask an owner to let records go on to a third service, and answer such a request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse

LONGEST_NOTE = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    ask = actions.add_parser("ask", help="ask the owner of what you received to let it go on")
    acting.arguments(ask)
    ask.add_argument("--to", required=True, metavar="NODE", help="name or id of the third partner's node")
    ask.add_argument("--note", required=True, type=acting.text(LONGEST_NOTE), help="why; it names nobody")
    ask.add_argument("records", nargs="+", metavar="RECORD", help="ids, 32 hexadecimal characters")
    shown = actions.add_parser("list", help="what partners ask, one JSON object a row")
    acting.arguments(shown)
    give = actions.add_parser("give", help="these may go on; each is signed for itself")
    acting.arguments(give)
    give.add_argument("--agreement", required=True, metavar="ID", help="which joins you and the third")
    give.add_argument("--record", action="append", metavar="RECORD", help="these alone; without it, all")
    decline = actions.add_parser("decline", help="nothing goes on")
    acting.arguments(decline)
    for one in (give, decline):
        one.add_argument("--note", default="", help="for the partner; it names nobody")
        one.add_argument("row", metavar="ROW", help="the inbox row, as `list` printed it")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    env, access = acting.act(options, f"consent {options.action}")
    from passerelle.casework import consenting
    from passerelle.casework.inbox import Tab, inbox
    from passerelle.core.notice_kind import NoticeKind

    match options.action:
        case "ask":
            for name in consenting.ask_consent(env, access, options.records, options.to, note=options.note):
                print(name)
        case "list":
            for row in inbox(env, access, Tab.SERVICE, kind=NoticeKind.CONSENT_ASKED).rows:
                facts = {key: row.facts[key] for key in ("node", "to", "versions", "note")}
                print(json.dumps({"row": row.id, "from": row.service, **facts}))
        case "give":
            only = None if options.record is None else frozenset(options.record)
            given = consenting.give_consent(
                env, access, options.row, options.agreement, only=only, note=options.note
            )
            print(f"{given} records may go on; the recipient is in the ledger from now on")
        case _:
            consenting.decline_consent(env, access, options.row, note=options.note)
            print("declined; the partner is told")
    return 0
