"""`passerelle release`: what may go to a partner is shown, and with --send it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse

    from passerelle.casework.sharing import Line


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--to", required=True, metavar="NODE", help="name or id of the partner's node")
    parser.add_argument("--agreement", required=True, metavar="ID", help="the agreement to release under")
    parser.add_argument("--send", action="store_true", help="send what the preview shows")
    parser.add_argument("entities", nargs="+", metavar="ENTITY", help="whose facts are released")


def run(options: argparse.Namespace) -> int:
    """Zero; what leaves and what stays is counted by clause, or the message ids are printed."""
    env, access = acting.act(options, "release")
    from passerelle.casework import sharing

    found = sharing.preview(
        env, access, entities=options.entities, recipient=options.to, agreement=options.agreement
    )
    for line in found.lines:
        print(_said(line))
    if not options.send:
        return 0
    chosen = {line.statement for line in found.leaving}
    for sent in sharing.release(
        env,
        access,
        entities=options.entities,
        recipients=[options.to],
        agreement=options.agreement,
        only=chosen,
    ):
        print("\n".join(sent.messages))
    return 0


def _said(line: Line) -> str:
    """One statement by its record and kind; its value is for the screen, never for a terminal's history."""
    from passerelle.core.decision import Permit, Refuse

    match line.decision:
        case Permit(clause):
            return f"goes   {line.record} {line.schema}.{line.prop}: clause {clause}"
        case Refuse(reason, clause):
            return f"stays  {line.record} {line.schema}.{line.prop}: {reason.sentence} ({clause})"
