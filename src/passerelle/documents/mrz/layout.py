"""Where each field and each check digit stands, format by format.

Places count from nought over the lines joined together. TD1, TD2, TD3, MRV-A
and MRV-B are of ICAO Doc 9303 parts 5, 6, 4 and 7; FR-ID is the French identity
card of 1995 to 2021, which follows none of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Format(StrEnum):
    """The formats that are read."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"
    FR_ID = "FR-ID"


class CheckName(StrEnum):
    """The check digits, as they are called everywhere."""

    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    PERSONAL = "personal"
    COMPOSITE = "composite"


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Digit:
    """One check digit: what it covers, and where it is printed."""

    name: CheckName
    covers: tuple[Span, ...]
    place: int


# There is one object for each format: it is its own identity, which costs less than comparing all its parts.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """One format."""

    format: Format
    lines: int
    width: int
    fields: Mapping[str, Span]
    names: Span = (0, 0)  # surname and given names together; FR-ID has them apart
    digits: tuple[Digit, ...]
    overflow: Span | None = None  # where a document number of more than nine characters goes on
    slices: tuple[tuple[str, slice], ...] = field(init=False)

    def __post_init__(self) -> None:
        slices = tuple((name, slice(*span)) for name, span in self.fields.items())
        object.__setattr__(self, "slices", slices)

    def span(self, field: str) -> Span:
        """Where a field stands."""
        return self.fields[field]

    def where(self, place: int) -> tuple[int, int]:
        """The line and the position in it, counted from one as people do."""
        return place // self.width + 1, place % self.width + 1

    def in_order(self) -> tuple[Digit | CheckName, ...]:
        """Every check of the list: its digit, or its name alone where the format has none."""
        printed = {digit.name: digit for digit in self.digits}
        return tuple(printed.get(name, name) for name in CheckName)


def _digit(name: CheckName, place: int, *covers: Span) -> Digit:
    return Digit(name, covers, place)


_TD1 = Layout(
    format=Format.TD1,
    lines=3,
    width=30,
    fields=MappingProxyType(
        {
            "document_type": (0, 2),
            "issuer": (2, 5),
            "number": (5, 14),
            "nationality": (45, 48),
            "birth": (30, 36),
            "sex": (37, 38),
            "expiry": (38, 44),
            "optional": (15, 30),
            "optional2": (48, 59),
        }
    ),
    names=(60, 90),
    digits=(
        _digit(CheckName.NUMBER, 14, (5, 14)),
        _digit(CheckName.BIRTH, 36, (30, 36)),
        _digit(CheckName.EXPIRY, 44, (38, 44)),
        _digit(CheckName.COMPOSITE, 59, (5, 30), (30, 37), (38, 45), (48, 59)),
    ),
    overflow=(15, 30),
)


def _two_lines(kind: Format, width: int, optional_ends: int, *extra: Digit, overflow: bool = False) -> Layout:
    """A format of two lines, whose second begins alike in TD2, TD3 and the visas."""
    second = width
    return Layout(
        format=kind,
        lines=2,
        width=width,
        fields=MappingProxyType(
            {
                "document_type": (0, 2),
                "issuer": (2, 5),
                "number": (second, second + 9),
                "nationality": (second + 10, second + 13),
                "birth": (second + 13, second + 19),
                "sex": (second + 20, second + 21),
                "expiry": (second + 21, second + 27),
                "optional": (second + 28, optional_ends),
            }
        ),
        names=(5, width),
        digits=(
            _digit(CheckName.NUMBER, second + 9, (second, second + 9)),
            _digit(CheckName.BIRTH, second + 19, (second + 13, second + 19)),
            _digit(CheckName.EXPIRY, second + 27, (second + 21, second + 27)),
            *extra,
        ),
        overflow=(second + 28, optional_ends) if overflow else None,
    )


_TD2 = _two_lines(
    Format.TD2, 36, 71, _digit(CheckName.COMPOSITE, 71, (36, 46), (49, 56), (57, 71)), overflow=True
)
_TD3 = _two_lines(
    Format.TD3,
    44,
    86,
    _digit(CheckName.PERSONAL, 86, (72, 86)),
    _digit(CheckName.COMPOSITE, 87, (44, 54), (57, 64), (65, 87)),
)
_MRV_A = _two_lines(Format.MRV_A, 44, 88)
_MRV_B = _two_lines(Format.MRV_B, 36, 72)
_FR_ID = Layout(
    format=Format.FR_ID,
    lines=2,
    width=36,
    fields=MappingProxyType(
        {
            "document_type": (0, 2),
            "issuer": (2, 5),
            "number": (36, 48),
            "birth": (63, 69),
            "sex": (70, 71),
            "surname": (5, 30),
            "given_names": (49, 63),
            "optional": (30, 36),
        }
    ),
    digits=(
        _digit(CheckName.NUMBER, 48, (36, 48)),
        _digit(CheckName.BIRTH, 69, (63, 69)),
        _digit(CheckName.COMPOSITE, 71, (0, 71)),
    ),
)
LAYOUTS = {one.format: one for one in (_TD1, _TD2, _TD3, _MRV_A, _MRV_B, _FR_ID)}
