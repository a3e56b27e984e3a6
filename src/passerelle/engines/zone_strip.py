"""Where a zone's lines lie in a picture, sign by sign, and which signs are fillers, told by their shape.

Zones are printed in OCR-B, whose filler readers of letters take for a K, a C or
an E. Signs stand apart, thirty, thirty-six or forty-four to a line; a filler
has no ink on its left but in the middle, and none on its right but at the ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from PIL import Image, ImageChops, ImageFilter

WIDTHS = {44: 2, 36: 2, 30: 3}  # signs to a line, and lines to a zone
BACKGROUND = 25  # pixels around one of which its paper is judged
INK = 45  # darker than the paper, of 255
LOWEST, HIGHEST = 10, 110  # pixels of a line
ROW_INK = 12  # mean ink of a row that belongs to a line, of 255
GRID = (6, 9)
MARGIN = 12
WIDEST, FARTHEST = 1.5, 1.2  # a sign, and the gap between two, in heights of the line
PAPER = 235
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Strip:
    """The lines of a zone one below the other, fillers left out; for each sign its place and kind."""

    picture: Image.Image
    lines: tuple[tuple[tuple[int, int, bool], ...], ...]  # first and last column, and whether it is a filler
    step: int  # rows from one line to the next


def strip(picture: Image.Image) -> Strip | None:
    """The zone in an upright grey picture; None where no lines have the signs of one."""
    paper = picture.filter(ImageFilter.BoxBlur(BACKGROUND))
    ink = ImageChops.subtract(paper, picture).point(lambda value: 255 if value > INK else 0)
    bands = [(top, bottom, _signs(ink, top, bottom)) for top, bottom in _bands(ink)]
    for width, count in WIDTHS.items():
        for at in range(len(bands) - count, -1, -1):
            group = bands[at : at + count]
            if all(len(signs) == width for _, _, signs in group):
                found = _cut(picture, ink, group)
                if any(filler for *_, filler in found.lines[0]):
                    # Of a zone that stands on its head no sign looks like a filler.
                    return found
    return None


def _bands(ink: Image.Image) -> list[tuple[int, int]]:
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    return [
        band for band in _runs([value > ROW_INK for value in rows]) if LOWEST <= band[1] - band[0] <= HIGHEST
    ]


def _signs(ink: Image.Image, top: int, bottom: int) -> list[tuple[int, int]]:
    band = ink.crop((0, top, ink.width, bottom))
    columns = band.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    least = 255 // (bottom - top)
    runs = [
        run
        for run in _runs([value > least for value in columns])
        if 1 < run[1] - run[0] < WIDEST * (bottom - top)
    ]
    return max(_near(runs, FARTHEST * (bottom - top)), key=len, default=[])


def _near(runs: list[tuple[int, int]], farthest: float) -> list[list[tuple[int, int]]]:
    """Runs in groups that no wide gap parts: the edge of the page is no sign of the line."""
    groups: list[list[tuple[int, int]]] = []
    for run in runs:
        if groups and run[0] - groups[-1][-1][1] < farthest:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _runs(marked: list[bool]) -> list[tuple[int, int]]:
    found, at = [], 0
    for on, group in groupby(marked):
        size = len(list(group))
        if on:
            found.append((at, at + size))
        at += size
    return found


def _is_filler(ink: Image.Image, box: Box) -> bool:
    sign = ink.crop(box)
    inner = sign.getbbox()
    if inner is None:
        return False
    across, down = GRID
    cells = sign.crop(inner).resize(GRID, Image.Resampling.BOX).tobytes()
    grid = [cells[row * across : (row + 1) * across] for row in range(down)]
    left = [sum(row[:2]) for row in grid]
    right = [sum(row[-2:]) for row in grid]
    middle, ends = slice(3, 6), (0, 1, 7, 8)
    return (
        sum(left[row] for row in ends) < sum(left) // 8
        and sum(right[middle]) < sum(right) // 8
        and sum(left[middle]) > 0
    )


def _cut(
    picture: Image.Image, ink: Image.Image, group: list[tuple[int, int, list[tuple[int, int]]]]
) -> Strip:
    tall = max(bottom - top for top, bottom, _ in group)
    step = tall + 2 * MARGIN
    out = Image.new("L", (picture.width, step * len(group)), PAPER)
    lines = []
    for number, (top, bottom, signs) in enumerate(group):
        told = [(first, last, _is_filler(ink, (first, top, last, bottom))) for first, last in signs]
        for first, last, filler in told:
            if not filler:
                box = (max(first - 2, 0), max(top - 2, 0), last + 2, bottom + 2)
                out.paste(picture.crop(box), (box[0], number * step + MARGIN - 2))
        lines.append(tuple(told))
    return Strip(out, tuple(lines), step)
