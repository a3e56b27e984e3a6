"""`passerelle trust …`: lists of certificates by which chips and barcodes are verified on a node."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.cli.given_file import given_file

if TYPE_CHECKING:
    import argparse

LARGEST = 1 << 26
LONGEST_NAME = 80
KINDS = ("authorities", "2d-doc-authorities", "2d-doc-signers", "seal-signers")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="import a list, or a newer file of one that the node holds")
    withdraw = actions.add_parser("withdraw", help="what a list holds is trusted by it no longer")
    shown = actions.add_parser("list", help="the lists of the node, each with its day")
    for one in (add, withdraw, shown):
        acting.administration_arguments(one)
    add.add_argument(
        "file", type=Path, metavar="FILE", help="a master list, LDIF, list of services, or certificates"
    )
    for one in (add, withdraw):
        one.add_argument("--kind", required=True, choices=KINDS, help="what its certificates are trusted for")
        one.add_argument(
            "--name",
            required=True,
            type=acting.text(LONGEST_NAME),
            metavar="NAME",
            help="of the list, as you call it",
        )
    add.add_argument(
        "--fingerprint", default="", metavar="DIGITS", help="as its publisher says it on another way"
    )
    add.add_argument(
        "--dated", type=date.fromisoformat, metavar="DAY", help="of the list, where its file tells none"
    )


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    env, access = acting.administer(options, f"trust {options.action}")
    from passerelle.casework import trust_lists
    from passerelle.documents.trust.list_kind import ListKind

    match options.action:
        case "add":
            kind = ListKind(options.kind)
            data = given_file(options.file, "the list", longest=LARGEST)
            found = trust_lists.import_list(
                env,
                access,
                data,
                kind=kind,
                name=options.name,
                fingerprint=options.fingerprint,
                dated=options.dated,
            )
            print(f"{found.added} added, {found.removed} removed, {found.unread} left out; of {found.dated}")
            print(found.signature)
            print(
                "No revocation list is held: what an authority withdraws leaves with the list that renews it."
            )
        case "withdraw":
            removed = trust_lists.withdraw_list(env, access, kind=ListKind(options.kind), name=options.name)
            print(f"withdrawn: {removed} certificates")
        case _:
            for one in trust_lists.lists(env):
                state = "withdrawn" if one.withdrawn_at else f"{one.certificates} certificates"
                print(f"{one.kind:<19} {one.dated} {one.digest[:16]} {state:<18} {one.name}")
    return 0
