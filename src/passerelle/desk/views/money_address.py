"""The view of a case's money as it stands in an address: no account is ever in one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from passerelle.casework.money_selection import Grouping, Wanted
from passerelle.desk.forms.money import ViewForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from passerelle.analysis.money.sankey import Bar, Picture

VIEW = ("since", "until", "threshold", "currency", "grouping")
SELECTION = ("pick", "to", "note")
LABEL = 18


def wanted(given: QueryDict) -> Wanted:
    """What the address asks for; what cannot be read is as if it were not there."""
    form = ViewForm(given)
    form.is_valid()
    said, page = form.cleaned_data, given.get("page", "")
    return Wanted(
        since=said.get("since"),
        until=said.get("until"),
        threshold=said.get("threshold") or Decimal(0),
        currency=said.get("currency") or "",
        grouping=Grouping(said.get("grouping") or Grouping.ACCOUNT),
        pick=given.get("pick", ""),
        to=given.get("to", ""),
        note=given.get("note", ""),
        page=int(page) if page.isdecimal() else 1,
    )


def state(given: QueryDict, names: Iterable[str] = VIEW) -> dict[str, str]:
    """These parts of the address that say anything."""
    return {name: str(given[name]) for name in names if given.get(name)}


def address(parts: Mapping[str, str], **more: str) -> str:
    """The parts as an address, with more of them; an empty one is left out."""
    return urlencode({name: text for name, text in {**parts, **more}.items() if text})


@dataclass(frozen=True, slots=True, kw_only=True)
class BarDrawn:
    """A bar with its label on the side where there is room."""

    bar: Bar
    handle: str
    short: str
    text_x: float
    text_y: float
    anchor: str


def drawn(picture: Picture, handles: Mapping[str, str]) -> list[BarDrawn]:
    """The bars of the picture, ready to be written."""
    return [_drawn(bar, handles[bar.name], picture.bar_width) for bar in picture.bars]


def _drawn(bar: Bar, handle: str, width: float) -> BarDrawn:
    left = bar.layer == 0
    return BarDrawn(
        bar=bar,
        handle=handle,
        short=bar.name if len(bar.name) <= LABEL else f"{bar.name[: LABEL - 6]}…{bar.name[-4:]}",
        text_x=bar.x - 6 if left else bar.x + width + 6,
        text_y=round(bar.y + bar.height / 2 + 4, 1),
        anchor="end" if left else "start",
    )
