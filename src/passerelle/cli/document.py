"""`passerelle document check FILE`: what machine-readable zones say; no node is opened, nothing is kept."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from passerelle.cli import chip
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from passerelle.documents.mrz.check import Result
    from passerelle.formats.source import Source

STANDARD_INPUT = "-"
PIECE = 1 << 16
# A zone has at most 92 characters in three lines: what is longer is cut, and is unreadable either way.
LONGEST_LINE = 500
MOST_LINES = 20
MARKS = {True: "agrees", False: "differs", None: "not verifiable"}
ANSWERS = {True: "consistent", False: "not consistent", None: "not verifiable"}
NOTE = "Digits that agree are no statement about the document: compare it with its holder, page and chip."


class DocumentFileError(PasserelleError):
    """The file cannot be opened; nothing was checked."""

    def __init__(self) -> None:
        super().__init__("the file is absent or cannot be read; nothing was checked, give another")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="read machine-readable zones and compare their check digits")
    check.add_argument(
        "file", metavar="FILE", help="zones parted by blank lines, plain or gzipped; - is standard input"
    )
    check.add_argument("--json", action="store_true", help="print one JSON object a line, one for each zone")
    check.add_argument(
        "--on", type=_day, metavar="DAY", help="judge dates on this day, YYYY-MM-DD; today if not given"
    )

    on_chip = actions.add_parser("chip", help="verify a chip's security object and data groups, from files")
    chip.chip_arguments(on_chip)
    in_code = actions.add_parser("barcode", help="decode a 2D-Doc, a seal or a VDS-NC, and verify it")
    chip.barcode_arguments(in_code)
    for one in (on_chip, in_code):
        one.add_argument("--on", type=_day, metavar="DAY", help="judge dates on this day, YYYY-MM-DD")


def run(options: argparse.Namespace) -> int:
    """Zero when there was something to read, whatever was found in it."""
    from passerelle.config.env import clock

    day = options.on or clock().date()
    match options.action:
        case "chip":
            return chip.chip(options, day)
        case "barcode":
            return chip.barcode(options, day)
        case _:
            return _check(options, day)


def _check(options: argparse.Namespace, day: date) -> int:
    from passerelle.documents.mrz.check import check

    number = 0
    for number, text in enumerate(zones(_lines(options.file)), start=1):
        result = check(text, day)
        print(result.as_json_text() if options.json else _told(number, result))
    if not options.json:
        print(NOTE if number else "there is no zone in the file")
    return 0 if number else 1


def zones(lines: Iterable[str]) -> Iterator[str]:
    """The text of each zone: lines that follow one another without a blank one between."""
    held: list[str] = []
    for line in lines:
        if line.strip():
            held += [line] if len(held) < MOST_LINES else []
        elif held:
            yield "\n".join(held)
            held = []
    if held:
        yield "\n".join(held)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day is YYYY-MM-DD") from None


def _lines(file: str) -> Iterator[str]:
    from passerelle.formats.source import ANY_RATIO, opened

    # Zones are read one by one and much alike: a file of them may unpack to hundreds of times its size.
    if file == STANDARD_INPUT:
        yield from _split(opened(sys.stdin.buffer, ratio=ANY_RATIO))
        return
    try:
        with open(file, "rb") as source:  # noqa: PTH123 - the name is given by the user as it is
            yield from _split(opened(source, ratio=ANY_RATIO))
    except OSError:
        raise DocumentFileError from None


def _split(source: Source) -> Iterator[str]:
    """One line at a time; an endless one is cut, and a byte that is no text becomes a mark."""
    rest = b""
    while piece := source.read(PIECE):
        whole, end, rest = (rest + piece).rpartition(b"\n")
        yield from _texts(whole) if end else ()
        rest = rest[:LONGEST_LINE]
    yield from _texts(rest)


def _texts(lines: bytes) -> list[str]:
    texts = lines.decode("utf-8", "replace").split("\n")
    return [text[:LONGEST_LINE].removeprefix("\ufeff") for text in texts]


def _told(number: int, result: Result) -> str:
    kind = result.format.value if result.format else "no format that is known"
    lines = [f"Zone {number}: {kind}, {ANSWERS[result.consistent]}"]
    lines += [f"  {name.replace('_', ' '):<14} {value}" for name, value in result.fields.items() if value]
    lines += [f"  {MARKS[one.ok]:<14} {one.name}: {one.why}" for one in result.checks if one.printed]
    for one in result.indicators:
        place = f" (line {one.line}, position {one.position})" if one.line else ""
        lines.append(f"  indicator      {one.name}{place}: {one.why}")
    return "\n".join(lines) + "\n"
