"""`passerelle case …`: open a case with the marking its statements inherit, its members, close it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.core.classification import Classification
from passerelle.core.clearance import readable_purposes
from passerelle.core.grade import Grade
from passerelle.core.handling import Handling
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse

    from passerelle.casework.access import Access


class CaseRefusedError(PasserelleError):
    """The case was not opened: its purpose or its classification is none that this officer may use."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; no case was opened")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _open_arguments(actions.add_parser("open", help="open a case, led by whoever opens it"))
    member = actions.add_parser("member", help="an officer is a member of the case from now on")
    acting.arguments(member)
    member.add_argument("name", metavar="NAME", help="the officer")
    leave = actions.add_parser("leave", help="an officer is no member of the case from now on")
    acting.arguments(leave)
    leave.add_argument("name", metavar="NAME", help="the officer")
    acting.arguments(actions.add_parser("close", help="the case is closed: it is read no more"))


def _open_arguments(parser: argparse.ArgumentParser) -> None:
    acting.administration_arguments(parser)
    parser.add_argument(
        "reference", type=acting.text(40), metavar="REFERENCE", help="as the service files it"
    )
    parser.add_argument(
        "--title", required=True, type=acting.text(200), metavar="TEXT", help="about what; name no person"
    )
    parser.add_argument("--purpose", required=True, choices=[str(one) for one in Purpose])
    parser.add_argument(
        "--basis", required=True, type=acting.text(200), metavar="TEXT", help="the legal basis"
    )
    parser.add_argument("--category", required=True, choices=[str(one) for one in SubjectCategory])
    parser.add_argument(
        "--grade", required=True, type=Grade.of, metavar="B2", help="source A, B, C, X; information 1 to 4"
    )
    parser.add_argument(
        "--handling", required=True, type=Handling.of, metavar="H0", help="codes joined by +: H0, H1, H2"
    )
    parser.add_argument("--review", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument(
        "--assertion", default=str(AssertionKind.FACT), choices=[str(one) for one in AssertionKind]
    )
    parser.add_argument(
        "--classification",
        default=str(Classification.BASIC),
        choices=[str(one) for one in Classification if one.may_be_stored],
    )


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    actions = {"open": _open, "member": _member, "leave": _leave, "close": _close}
    return actions[options.action](options)


def _open(options: argparse.Namespace) -> int:
    env, access = acting.administer(options, "case open")
    if access is None:
        raise CaseRefusedError("this node has no officers yet: add its administrator and the others first")
    from passerelle.casework import cases

    marking = _marking(access, options)
    cases.open_own_case(env, access, reference=options.reference, title=options.title, marking=marking)
    return 0


def _marking(access: Access, options: argparse.Namespace) -> Marking:
    """Rule 2's parts, each said once for the case."""
    purpose = Purpose(options.purpose)
    if purpose not in readable_purposes(access.role):
        raise CaseRefusedError(f"the role {access.role} does not work for the purpose {purpose}")
    return Marking(
        owner=access.service,
        grade=options.grade,
        handling=options.handling,
        classification=Classification(options.classification),
        assertion=AssertionKind(options.assertion),
        category=SubjectCategory(options.category),
        purpose=purpose,
        legal_basis=options.basis,
        agreement="",
        review=options.review,
    )


def _member(options: argparse.Namespace) -> int:
    env, access = acting.act(options, "case member")
    from passerelle.casework import cases

    cases.admit_member(env, access, options.name)
    return 0


def _leave(options: argparse.Namespace) -> int:
    env, access = acting.act(options, "case leave")
    from passerelle.casework import leaving

    leaving.leave_case(env, access, options.name)
    return 0


def _close(options: argparse.Namespace) -> int:
    env, access = acting.act(options, "case close")
    from passerelle.casework import cases

    cases.close_case(env, access)
    return 0
