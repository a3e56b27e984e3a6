"""`passerelle series …`: what examined documents share, and series that a person confirms; never a holder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from passerelle.cli import acting
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from passerelle.documents.workshop.examination import Examination
    from passerelle.documents.workshop.series import Proposal

LONGEST_LINE = 10_000
MOST_LINES = 600
NOTE = "A proposal is about documents and says nothing about whoever carried them. A person confirms it."


class ExaminationFileError(PasserelleError):
    """The file of examinations cannot be read; nothing was taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the file of examinations cannot be read: {reason}; nothing was taken")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    words = actions.add_parser("features", help="the vocabulary of what an examiner may note")
    words.add_argument("--language", choices=["en", "fr"], default="en", help="of the words")
    compare = actions.add_parser("compare", help="propose series from a file, and keep nothing")
    compare.add_argument("--json", action="store_true", help="print one JSON object a proposal")
    record = actions.add_parser("record", help="record what was seen on each document of a file")
    propose = actions.add_parser("propose", help="series that the documents of your cases suggest")
    confirm = actions.add_parser("confirm", help="these documents are one series, for the reason given")
    undo = actions.add_parser("undo", help="a series is none any more, for the reason given")
    for one in (record, propose, confirm, undo):
        acting.arguments(one)
    for one in (compare, record):
        one.add_argument("file", metavar="FILE", help="one JSON object a line, an examined document each")
    confirm.add_argument("documents", nargs="+", metavar="ID", help="the ids that `record` printed")
    undo.add_argument("series", metavar="ID", help="the id that `confirm` printed")
    for link in ("workshop", "supplier", "route"):
        confirm.add_argument(f"--{link}", default="", metavar="ENTITY", help=f"the {link} it leads to")


def run(options: argparse.Namespace) -> int:
    """Zero when it was done."""
    match options.action:
        case "features":
            _features(options.language)
        case "compare":
            from passerelle.documents.workshop.series import proposals

            _told(proposals(list(_examinations(options.file))), as_json=options.json)
        case _:
            _acted(options)
    return 0


def _acted(options: argparse.Namespace) -> None:
    env, access = acting.act(options, f"series {options.action}")
    from passerelle.casework import workshops

    if options.action == "record":
        for one in list(_examinations(options.file)):
            print(workshops.examine(env, access, one))
    elif options.action == "propose":
        _told(workshops.proposed(env, access), as_json=False)
    elif options.action == "undo":
        from passerelle.casework.confirmed_series import undo

        undo(env, access, options.series)
    else:
        links = {"workshop": options.workshop, "supplier": options.supplier, "route": options.route}
        print(workshops.confirm(env, access, options.documents, **links))


def _features(language: str) -> None:
    from passerelle.documents.workshop.feature import features

    for one in features().values():
        print(f"{one.kind:<10} {one.code:<22} {one.french if language == 'fr' else one.english}")


def _examinations(file: str) -> Iterator[Examination]:
    from passerelle.documents.workshop.examination import examination

    for number, line in enumerate(_lines(file), start=1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise ExaminationFileError(f"line {number} is no JSON object") from None
        if not isinstance(row, dict):
            raise ExaminationFileError(f"line {number} is no JSON object")
        yield examination(row)


def _lines(file: str) -> Iterator[str]:
    from passerelle.cli.given_file import GivenFileError, given

    try:
        text = given(file, "the file of examinations", longest=MOST_LINES * LONGEST_LINE).decode("utf-8")
    except (GivenFileError, UnicodeDecodeError):
        raise ExaminationFileError("it is absent or no text") from None
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > MOST_LINES:
        raise ExaminationFileError(f"it has more than {MOST_LINES} lines")
    yield from (line for line in lines if line.strip())


def _told(found: tuple[Proposal, ...], *, as_json: bool) -> None:
    for one in found:
        if as_json:
            shared = [
                {"feature": why.feature, "held_by": why.held_by, "weight": why.weight} for why in one.shared
            ]
            print(json.dumps({"members": one.members, "shared": shared, "least": one.least}))
        else:
            reasons = ", ".join(f"{why.feature} ({why.held_by})" for why in one.shared)
            print(f"{len(one.members)} documents, least likeness {one.least}: {', '.join(one.members)}")
            print(f"  all have: {reasons}")
    if not as_json:
        print(NOTE if found else "no series is proposed")
