"""`passerelle permission …`: one item may go to one recipient, by named people; or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.item_permission import Cover
from passerelle.core.purpose import Purpose

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    give = actions.add_parser("give", help="permit one record for one partner and purpose")
    acting.arguments(give)
    give.add_argument("--to", required=True, metavar="NODE", help="name or id of the partner's node")
    give.add_argument(
        "--cover", required=True, action="append", choices=[str(one) for one in Cover], help="what it opens"
    )
    give.add_argument("--purpose", required=True, choices=[str(one) for one in Purpose])
    give.add_argument("record", metavar="RECORD", help="the record's id, 32 hexadecimal characters")
    for name, text in (
        ("confirm", "stand behind it as the second person"),
        ("revoke", "it opens nothing from now on"),
    ):
        one = actions.add_parser(name, help=text)
        acting.arguments(one)
        one.add_argument("permission", metavar="ID", help="the permission's id, as `give` printed it")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done; `give` prints the permission's id."""
    env, access = acting.act(options, f"permission {options.action}")
    from passerelle.casework import permissions
    from passerelle.casework.partners import partner

    if options.action == "confirm":
        permissions.confirm_permission(env, access, options.permission)
    elif options.action == "revoke":
        permissions.revoke_permission(env, access, options.permission)
    else:
        covers = frozenset(Cover(one) for one in options.cover)
        to = partner(env, options.to).party.service
        print(
            permissions.permit_item(
                env,
                access,
                record=options.record,
                recipient=to,
                covers=covers,
                purpose=Purpose(options.purpose),
            )
        )
    return 0
