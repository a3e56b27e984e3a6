"""Where the groups and streams of a flow stand in a picture: numbers, and nothing of how they look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.analysis.money.flow import Flow, Stream

WIDTH, BAR, GAP, LEAST = 960.0, 14.0, 16.0, 1.5
MARGIN = 170.0
ROW = 34.0
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A group: its rectangle, and what came in and went out of what is drawn."""

    name: str
    layer: int
    x: float
    y: float
    height: float
    paid: Decimal
    got: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stream: a curve from the right of one bar to the left of another, so wide at both ends."""

    stream: Stream
    x1: float
    y1: float
    x2: float
    y2: float
    width: float

    @property
    def path(self) -> str:
        """The line of its middle, as SVG writes it."""
        middle = (self.x1 + self.x2) / 2
        return (
            f"M{self.x1:.1f},{self.y1:.1f}C{middle:.1f},{self.y1:.1f} "
            f"{middle:.1f},{self.y2:.1f} {self.x2:.1f},{self.y2:.1f}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All bars and bands, in the size of the whole."""

    width: float
    height: float
    bar_width: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]


def picture(flow: Flow) -> Picture:
    """The picture of what flows forward; the same flow gives the same picture."""
    layers = flow.layers
    paid, got = _sizes(flow.forward)
    drawn = [name for name in flow.order if name in paid or name in got]
    columns: defaultdict[int, list[str]] = defaultdict(list)
    for name in drawn:
        columns[layers[name]].append(name)
    height = max((len(column) for column in columns.values()), default=1) * ROW + GAP
    scale = _scale(columns, paid, got, height)
    bars = {
        bar.name: bar
        for layer, column in columns.items()
        for bar in _column(layer, column, (paid, got), scale, (height, max(columns)))
    }
    return Picture(
        width=WIDTH,
        height=round(height, 1),
        bar_width=BAR,
        bars=tuple(bars.values()),
        bands=tuple(_bands(flow.forward, bars, scale)),
    )


Sizes = dict[str, Decimal]


def _sizes(streams: Sequence[Stream]) -> tuple[Sizes, Sizes]:
    paid: Sizes = {}
    got: Sizes = {}
    for one in streams:
        paid[one.source] = paid.get(one.source, NOTHING) + one.amount
        got[one.target] = got.get(one.target, NOTHING) + one.amount
    return paid, got


def _through(name: str, paid: Sizes, got: Sizes) -> float:
    return float(max(paid.get(name, NOTHING), got.get(name, NOTHING)))


def _scale(columns: dict[int, list[str]], paid: Sizes, got: Sizes, height: float) -> float:
    """How high one unit of money is, so that the fullest column fits."""
    room = (
        (height - GAP * (len(column) + 1)) / sum(_through(name, paid, got) for name in column)
        for column in columns.values()
        if any(_through(name, paid, got) for name in column)
    )
    return min(room, default=1.0)


def _column(
    layer: int, column: list[str], sizes: tuple[Sizes, Sizes], scale: float, frame: tuple[float, int]
) -> list[Bar]:
    (paid, got), (height, last) = sizes, frame
    heights = [max(_through(name, paid, got) * scale, LEAST) for name in column]
    free = (height - sum(heights)) / (len(column) + 1)
    x = MARGIN + (WIDTH - 2 * MARGIN - BAR) * (layer / last if last else 0)
    bars, y = [], free
    for name, tall in zip(column, heights, strict=True):
        sums = {"paid": paid.get(name, NOTHING), "got": got.get(name, NOTHING)}
        bars.append(Bar(name=name, layer=layer, x=round(x, 1), y=round(y, 1), height=round(tall, 1), **sums))
        y += tall + free
    return bars


def _bands(streams: Sequence[Stream], bars: dict[str, Bar], scale: float) -> list[Band]:
    leaves = {name: bar.y for name, bar in bars.items()}
    enters = dict(leaves)
    bands = []
    for one in sorted(streams, key=lambda one: (bars[one.source].y, bars[one.target].y)):
        width = max(float(one.amount) * scale, LEAST)
        bands.append(
            Band(
                stream=one,
                x1=bars[one.source].x + BAR,
                y1=leaves[one.source] + width / 2,
                x2=bars[one.target].x,
                y2=enters[one.target] + width / 2,
                width=round(width, 1),
            )
        )
        leaves[one.source] += width
        enters[one.target] += width
    return bands
