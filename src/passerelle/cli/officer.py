"""`passerelle officer …`: who works on a node, the link that signs each in once, and who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.role import Role
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse

LANGUAGES = ("en", "fr")


class NoOfficerError(PasserelleError):
    """The node is being set up and nobody is an officer of it; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("this node has no officers yet; nothing was changed")


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
    end = actions.add_parser("end", help="an officer's account works no more, at once")
    acting.administration_arguments(end)
    end.add_argument("name", metavar="NAME", help="the officer who leaves")
    end.add_argument(
        "--heir",
        default="",
        metavar="NAME",
        help="takes over the open cases that would have no member left",
    )
    resume = actions.add_parser("resume", help="an ended account works again, as it was")
    acting.administration_arguments(resume)
    resume.add_argument("name", metavar="NAME", help="the officer who is back")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    actions = {"add": _add, "link": _link, "end": _end, "resume": _resume}
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


def _end(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "officer end")
    if access is None:
        raise NoOfficerError
    from passerelle.casework import leaving

    handed = leaving.end_officer(env, access, options.name, heir=options.heir)
    if handed:
        print(f"open cases handed over: {handed}")
    return 0


def _resume(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "officer resume")
    if access is None:
        raise NoOfficerError
    from passerelle.casework import leaving

    leaving.resume_officer(env, access, options.name)
    return 0
