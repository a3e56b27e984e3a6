"""`passerelle agreement …`: take in an agreement, sign it, show it and who has still to sign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.cli.given_file import given_file

if TYPE_CHECKING:
    import argparse

    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env

LONGEST_FILE = 256 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="take in an agreement's text, and signatures under it")
    acting.administration_arguments(add)
    add.add_argument("file", type=Path, metavar="FILE", help="the agreement, exactly as it was agreed")
    add.add_argument(
        "--signatures", type=Path, action="append", default=[], metavar="FILE", help="as a party signed it"
    )
    for name, text in (
        ("sign", "sign it for this service; the signatures are printed, to hand to the parties"),
        ("show", "its text, and who has still to sign"),
    ):
        one = actions.add_parser(name, help=text)
        acting.administration_arguments(one)
        one.add_argument("agreement", metavar="ID", help="the agreement's id, 64 hexadecimal characters")
    acting.administration_arguments(actions.add_parser("list", help="every agreement held here"))


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    actions = {"add": _add, "sign": _sign, "show": _show, "list": _list}
    return actions[options.action](options)


def _add(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "agreement add")
    from passerelle.casework.agreements import add_agreement
    from passerelle.casework.signing import take_signatures

    files = [_read(one) for one in options.signatures]
    agreement = add_agreement(env, access, _read(options.file), signatures={})
    for file in files:
        take_signatures(env, access, file)
    print(_line(env, agreement))
    return 0


def _sign(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "agreement sign")
    from passerelle.casework.signing import sign_agreement

    print(sign_agreement(env, access, options.agreement).decode())
    return 0


def _show(options: argparse.Namespace) -> int:
    env, _ = acting.administer(options, "agreement show")
    from passerelle.casework.agreements import UnknownAgreementError, agreement_of, agreement_text

    found = agreement_of(env, options.agreement)
    if found is None:
        raise UnknownAgreementError
    print(agreement_text(env, found.id))
    print(_line(env, found))
    return 0


def _list(options: argparse.Namespace) -> int:
    env, _ = acting.administer(options, "agreement list")
    from passerelle.casework.agreements import agreements

    for one in agreements(env):
        print(_line(env, one))
    return 0


def _line(env: Env, agreement: Agreement) -> str:
    from passerelle.casework.signature import unsigned

    missing = unsigned(env, agreement)
    state = f"not usable: not signed by {', '.join(missing)}" if missing else "signed by every party"
    return f"{agreement.id}  {agreement.title}: {state}"


def _read(path: Path) -> bytes:
    return given_file(path, "a file of the agreement", longest=LONGEST_FILE)
