"""`passerelle explain`: why something was sent to a partner, or was not; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from passerelle.casework.explaining import Explained, Explanation


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    acting.arguments(parser)
    parser.add_argument("--to", required=True, metavar="NODE", help="name or id of the partner's node")
    parser.add_argument("--agreement", default="", metavar="ID", help="one agreement; else all that join you")
    parser.add_argument("entities", nargs="+", metavar="ENTITY", help="whose facts are asked about")


def run(options: argparse.Namespace) -> int:
    """Zero; every statement by record and kind, and the decision on it: no value is printed."""
    env, access = acting.act(options, "explain")
    from passerelle.casework.explaining import explain

    found = explain(env, access, entities=options.entities, recipient=options.to, agreement=options.agreement)
    for line in _said(found):
        print(line)
    return 0


def _said(found: Explanation) -> Iterator[str]:
    from passerelle.casework.explaining import sentence

    yield f"may have a release sent: {', '.join(found.senders)}"
    yield f"you: {sentence(found.reader)}"
    yield f"taken from a service of our kind: {sentence(found.taken)}"
    for line in found.lines:
        yield f"{line.record} version {line.version} {line.schema}.{line.prop}"
        yield from _line(line)


def _line(line: Explained) -> Iterator[str]:
    from passerelle.casework.explaining import sentence

    for one in line.sent:
        then = "that version is not held any more" if one.then is None else sentence(one.then)
        recalled = ", recalled" if one.recall_asked_at else ""
        yield (
            f"  sent   {one.at:%Y-%m-%d %H:%M} version {one.version} by {one.officer}, clause {one.clause}, "
            f"{one.state}{recalled}; the rules of that instant: {then}"
        )
    if not line.sent:
        yield "  never sent there"
    for verdict in line.now:
        under = f"under {verdict.agreement[:12]}" if verdict.agreement else "under no agreement"
        if verdict.unsigned:
            yield f"  stays  {under}: not signed by {', '.join(verdict.unsigned)}"
        else:
            yield f"  {'goes ' if verdict.goes else 'stays'}  {under}: {sentence(verdict.decision)}"
