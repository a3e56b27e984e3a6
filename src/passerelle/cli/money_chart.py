"""`passerelle money chart`: who paid whom in a given file, as a picture in SVG; nothing is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from html import escape
from typing import TYPE_CHECKING

from passerelle.analysis.money.arranged import in_utc
from passerelle.analysis.money.flow import Move, flow
from passerelle.analysis.money.sankey import MARGIN, picture
from passerelle.cli.money_table import read_table, table_arguments
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from passerelle.analysis.money.flow import Flow, Stream
    from passerelle.formats.ledger_row import LedgerRow

MOST_DRAWN = 40
LINE = 18
UNNAMED = "?"


class ChartRequestError(PasserelleError):
    """A day or a sum is none, or nothing is left to show; nothing was made."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was made")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    table_arguments(parser)
    selection_arguments(parser)
    parser.add_argument("--threshold", default="0", metavar="SUM", help="the least sum of a stream")


def selection_arguments(parser: argparse.ArgumentParser) -> None:
    """Which transfers are meant."""
    parser.add_argument("--since", default="", metavar="DAY", help="the first day, such as 2031-03-04")
    parser.add_argument("--until", default="", metavar="DAY", help="the last day")
    parser.add_argument(
        "--only", default="", metavar="CODE", help="the currency; the one of most transfers if absent"
    )


def run(options: argparse.Namespace) -> int:
    """Zero when there was something to draw."""
    rows = selected(read_table(options).taken, options)
    moves = (Move(one.source or UNNAMED, one.target or UNNAMED, one.amount) for one in rows)
    found = flow(moves, threshold=_sum(options.threshold))
    if not found.forward:
        raise ChartRequestError("no stream is above the threshold")
    print("\n".join(_svg(largest(found), found, rows)))
    return 0


def selected(rows: Sequence[LedgerRow], options: argparse.Namespace) -> list[LedgerRow]:
    """The transfers of the period and of one currency; raises ChartRequestError where none is left."""
    since, until = _day(options.since), _day(options.until)
    days = [(one, in_utc(one.time).date()) for one in rows]
    inside = [one for one, day in days if (not since or day >= since) and (not until or day <= until)]
    currencies = Counter(one.currency for one in inside)
    chosen = options.only.upper() or next((name for name, _ in currencies.most_common(1)), "")
    found = [one for one in inside if one.currency == chosen]
    if not found:
        raise ChartRequestError("no transfer is of this period and currency")
    return found


def largest(full: Flow) -> Flow:
    """The streams between the accounts that most goes through, as many as a picture can hold."""
    through: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in full.forward:
        through[one.source] += one.amount
        through[one.target] += one.amount
    kept = set(sorted(through, key=lambda name: (-through[name], name))[:MOST_DRAWN])
    return replace(
        full,
        order=tuple(name for name in full.order if name in kept),
        forward=tuple(one for one in full.forward if {one.source, one.target} <= kept),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ChartRequestError("a day is written such as 2031-03-04") from None


def _sum(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise ChartRequestError("the threshold is no number") from None
    if not found.is_finite():
        raise ChartRequestError("the threshold is no number")
    return found


def _svg(drawn: Flow, full: Flow, rows: Sequence[LedgerRow]) -> Iterator[str]:
    shape = picture(drawn)
    notes = [f"{len(rows)} transfers, {sum(one.amount for one in rows):f} {rows[0].currency}"]
    notes += [f"not drawn: {len(full.forward) - len(drawn.forward)} streams between smaller accounts"] * (
        len(full.forward) > len(drawn.forward)
    )
    notes += [f"below the threshold: {full.below} transfers, {full.below_amount:f}"] * bool(full.below)
    notes += [f"comes back: {_words(one)}" for one in full.returns]
    height = shape.height + LINE * (len(notes) + 1)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shape.width} {height}" '
        f'width="{shape.width}" height="{height}" font-family="sans-serif" font-size="12">'
    )
    yield f'<title>Who paid whom</title><rect width="{shape.width}" height="{height}" fill="white"/>'
    for band in shape.bands:
        yield (
            f'<path d="{band.path}" fill="none" stroke="#1d4f8f" stroke-opacity="0.3" '
            f'stroke-width="{band.width}"><title>{escape(_words(band.stream))}</title></path>'
        )
    for bar in shape.bars:
        begins = bar.x <= MARGIN
        x, anchor = (bar.x - 6, "end") if begins else (bar.x + shape.bar_width + 6, "start")
        y = bar.y + bar.height / 2 + 4
        yield (
            f'<rect x="{bar.x}" y="{bar.y}" width="{shape.bar_width}" height="{bar.height}" fill="#171c24"/>'
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(bar.name)}</text>'
        )
    for number, note in enumerate(notes, 1):
        yield f'<text x="8" y="{shape.height + LINE * number:.1f}">{escape(note)}</text>'
    yield "</svg>"


def _words(one: Stream) -> str:
    return f"{one.source} → {one.target}: {one.amount:f} in {one.transfers}"
