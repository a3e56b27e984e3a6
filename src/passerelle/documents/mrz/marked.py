"""The lines of a zone in pieces, so that a screen can show where something is unusual."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from passerelle.documents.mrz.indicator import IndicatorName

if TYPE_CHECKING:
    from passerelle.documents.mrz.check import Result


def marked(result: Result) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """For each line its pieces, each with whether an indicator names it; none where nothing was read."""
    zone = result.zone
    if zone is None:
        return ()
    # An offer is a guess about a place, and its words say which.
    seen = [one for one in result.indicators if one.name is not IndicatorName.MISREADING]
    named = {(one.line, one.position) for one in seen if one.line}
    width = zone.layout.width
    return tuple(
        _pieces(zone.text[line * width : (line + 1) * width], {at for row, at in named if row == line + 1})
        for line in range(zone.layout.lines)
    )


def _pieces(text: str, places: set[int]) -> tuple[tuple[str, bool], ...]:
    signs = enumerate(text, start=1)
    return tuple(
        ("".join(sign for _, sign in group), told)
        for told, group in groupby(signs, key=lambda one: one[0] in places)
    )
