"""`passerelle judge …`: whether two records are the same, by a person with a reason, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.matching.judgement import Verdict

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from passerelle.casework.side_by_side import ResolutionPage

DECIDED = (
    "you looked at both and decide it all the same: across subject categories, or where protection is lifted"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    showing = actions.add_parser("show", help="what was judged of a record, and which others share a key")
    acting.arguments(showing)
    showing.add_argument("entity", metavar="ENTITY", help="the record's id")
    judging = actions.add_parser("pair", help="judge two records; --why is kept as the reason")
    _pair(judging)
    judging.add_argument(
        "--verdict", required=True, choices=[str(one) for one in Verdict], help="what you judged"
    )
    _pair(actions.add_parser("undo", help="take the pair's judgement back; what stood before stands again"))


def run(options: argparse.Namespace) -> int:
    """Zero when it was done; ids and what follows are printed, and no value."""
    env, access = acting.act(options, f"judge {options.action}")
    from passerelle.casework import resolving
    from passerelle.casework.side_by_side import resolution_page

    if options.action == "show":
        for line in _said(resolution_page(env, access, options.entity)):
            print(line)
        return 0
    left, right, decided = options.left, options.right, options.decided
    why = options.why
    if options.action == "pair":
        verdict = Verdict(options.verdict)
        resolving.judge_pair(env, access, left, right, verdict=verdict, reason=why, decided=decided)
    else:
        resolving.undo_judgement(env, access, left, right, reason=why, decided=decided)
    print(f"{left} is one with: {', '.join(resolving.same_as(env, left)) or 'no other record'}")
    return 0


def _pair(parser: argparse.ArgumentParser) -> None:
    acting.arguments(parser)
    parser.add_argument("left", metavar="LEFT", help="the id of one record")
    parser.add_argument("right", metavar="RIGHT", help="the id of the other")
    parser.add_argument("--decided", action="store_true", help=DECIDED)


def _said(page: ResolutionPage) -> Iterator[str]:
    for judged in page.judged:
        one = judged.judgement
        yield f"judged     {judged.other}  {one.verdict}  {one.at:%Y-%m-%d %H:%M}  by {one.by}"
    for found in page.candidates:
        compared = found.comparison
        agree, differ = ", ".join(compared.agreeing) or "-", ", ".join(compared.differing) or "-"
        yield f"candidate  {found.entity}  {compared.standing}  agree: {agree}; differ: {differ}"
