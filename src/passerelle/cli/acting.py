"""Commands that act on a node act as a named user, under a case, for a reason (rule 11)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from passerelle.core.decision import Permit, Refuse
from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import allowed
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.casework.access import Access
    from passerelle.config.env import RealEnv
LONGEST_REASON = 200


class ActingError(PasserelleError):
    """The user may not run this command so; nothing was read or sent."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"{sentence} Nothing was read or sent.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options that every acting command has."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the node's folder")
    parser.add_argument("--as", dest="officer", required=True, metavar="NAME", help="who acts")
    reference = parser.add_mutually_exclusive_group(required=True)
    reference.add_argument("--case", default="", metavar="REFERENCE", help="the case it is for")
    reference.add_argument("--duty", action="store_true", help="under the user's open duty operation")
    parser.add_argument(
        "--why", type=short_reason, required=True, metavar="REASON", help="the reason, for the journal"
    )


def act(options: argparse.Namespace, command: str) -> tuple[RealEnv, Access]:
    """The node and the access; raises ActingError when the role or the reference does not allow it."""
    from passerelle.config.opening import open_node

    env = open_node(options.folder)
    from passerelle.casework import cases, people
    from passerelle.casework.access import AbsentError, open_access

    officer = people.find_officer(env, options.officer)
    reference = options.case or "duty"
    match allowed(EntryKind.COMMAND, command, officer.role, case=reference, reason=options.why):
        case Refuse(reason, _):
            raise ActingError(reason.sentence)
        case Permit():
            pass
    if options.duty:
        duty = people.current_duty(env, officer.id)
        if duty is None:
            raise AbsentError("duty operation")
        return env, open_access(env, officer.id, duty=duty.id, reason=options.why)
    held = {one.reference: one.id for one in cases.my_cases(env, officer.id)}
    if options.case not in held:
        raise AbsentError("case")
    return env, open_access(env, officer.id, case=held[options.case], reason=options.why)


def text(longest: int) -> Callable[[str], str]:
    """A reader of an option that is neither blank nor longer than its place in the tables."""

    def read(given: str) -> str:
        said = given.strip()
        if not 0 < len(said) <= longest:
            raise argparse.ArgumentTypeError(f"give between 1 and {longest} characters")
        return said

    return read


def short_reason(given: str) -> str:
    """A reason that fits its place in the tables; a blank one is refused with the rules (rule 11)."""
    said = given.strip()
    if len(said) > LONGEST_REASON:
        raise argparse.ArgumentTypeError(f"give at most {LONGEST_REASON} characters")
    return said


def administration_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of a command that administers; they may be left out while a node is set up."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the node's folder")
    parser.add_argument("--as", dest="officer", default="", metavar="NAME", help="who acts")
    parser.add_argument(
        "--why", type=short_reason, default="", metavar="REASON", help="the reason, for the journal"
    )


def administer(options: argparse.Namespace, command: str) -> tuple[RealEnv, Access | None]:
    """The node and the access, which is None while the node is set up and nobody is an officer of it."""
    from passerelle.config.opening import open_node

    env = open_node(options.folder)
    from passerelle.casework import people
    from passerelle.casework.access import open_administration

    if not options.officer and not people.officers(env):
        return env, None
    if not options.officer:
        raise ActingError("Name yourself with --as: this node has officers.")
    officer = people.find_officer(env, options.officer)
    match allowed(EntryKind.COMMAND, command, officer.role, reason=options.why):
        case Refuse(reason, _):
            raise ActingError(reason.sentence)
        case Permit():
            return env, open_administration(env, officer.id, reason=options.why)
