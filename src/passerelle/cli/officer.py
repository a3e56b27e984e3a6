"""`passerelle officer …`: who works on a node, and the link that signs each in once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.role import Role
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse

LANGUAGES = ("en", "fr")


class FirstOfficerError(PasserelleError):
    """The first officer of a node would be none who can add others; nobody was added."""

    def __init__(self) -> None:
        super().__init__(
            f"the first officer of a node is its administrator, who adds the others; nobody was added, "
            f"say --role {Role.ADMINISTRATOR}"
        )


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="an officer with one role; the first is the administrator")
    acting.administration_arguments(add)
    add.add_argument("name", type=acting.text(80), metavar="NAME", help="as colleagues will see it")
    add.add_argument("--role", required=True, choices=[str(one) for one in Role])
    add.add_argument("--language", default="en", choices=LANGUAGES)
    link = actions.add_parser("link", help="print a link that signs an officer in once, within 15 minutes")
    acting.administration_arguments(link)
    link.add_argument("name", metavar="NAME", help="the officer")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    actions = {"add": _add, "link": _link}
    return actions[options.action](options)


def _add(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "officer add")
    from passerelle.casework import people

    role = Role(options.role)
    if access is None and role is not Role.ADMINISTRATOR:
        raise FirstOfficerError
    people.enrol(env, access, name=options.name, role=role, language=options.language)
    return 0


def _link(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "officer link")
    from passerelle.casework import people

    token = people.issue_link(env, access, options.name)
    print(f"http://localhost:{env.folder.desk_port}/enter/{token}")
    return 0
