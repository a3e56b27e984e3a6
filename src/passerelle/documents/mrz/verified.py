"""Each check digit computed and compared with the one that is printed, in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from json import dumps
from typing import TYPE_CHECKING

from passerelle.documents.mrz.digit import FILLER, WEIGHTS, weighed, worths
from passerelle.documents.mrz.digit import UNKNOWN as UNKNOWN_WORTH
from passerelle.documents.mrz.layout import CheckName, Digit
from passerelle.documents.said import said

if TYPE_CHECKING:
    from passerelle.documents.mrz.layout import Layout
    from passerelle.documents.mrz.zone import Zone

MEANING = {
    CheckName.NUMBER: "the document number",
    CheckName.BIRTH: "the date of birth",
    CheckName.EXPIRY: "the date of expiry",
    CheckName.PERSONAL: "the personal number",
    CheckName.COMPOSITE: "the fields taken together",
}
AGREES_FORM = "the digit printed for %(field)s is the one computed"
GOES_ON_FORM = "the digit printed for %(field)s is the one computed; the number goes on in the optional field"
ABSENT_FORM = "this format prints no digit for %(field)s"
UNKNOWN_FORM = "a character that no zone may hold stands in %(field)s: the digit cannot be computed"
EMPTY_FORM = "nothing stands for %(field)s, which then has no digit"
UNREADABLE_FORM = "the digit for %(field)s cannot be read"
DIFFERS_FORM = "the digit printed for %(field)s is %(printed)s, the one computed is %(computed)s"
MISSING_FORM = "the digit for %(field)s is missing"
AGREES = {one: said(AGREES_FORM, field=meaning) for one, meaning in MEANING.items()}
ABSENT = {one: said(ABSENT_FORM, field=meaning) for one, meaning in MEANING.items()}
UNKNOWN = {one: said(UNKNOWN_FORM, field=meaning) for one, meaning in MEANING.items()}
NO_SUCH = {one: said(EMPTY_FORM, field=meaning) for one, meaning in MEANING.items()}


@dataclass(frozen=True, slots=True)
class Check:
    """One digit: true, false, or None where it is not printed or not readable."""

    name: CheckName
    ok: bool | None
    why: str
    printed: bool = False  # the format has this digit
    rest: str = ""  # of a number that goes on: what was read in the optional field
    text: str = field(init=False, repr=False, compare=False)  # as JSON: most are said often

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", dumps(self.as_json()))

    def as_json(self) -> dict[str, str | bool | None]:
        """The check as it is printed."""
        return {"name": self.name.value, "ok": self.ok, "why": self.why}


def verified(zone: Zone) -> tuple[Check, ...]:
    """Every check digit of the list, in its order, with those that the format has not."""
    text, order = zone.text, _order(zone.layout)
    gathered = order.gathered(text)
    if gathered is None:
        values = worths(text)
        return tuple(one if isinstance(one, Check) else _closer(*one[:2], zone, values) for one in order.all)
    found = []
    for one in order.all:
        if isinstance(one, Check):
            found.append(one)
            continue
        digit, agrees, covers = one
        # A letter or filler in the place of a digit is never the text of one.
        plain = text[digit.place] == SIGNS[sum(gathered[covers]) % 10]
        found.append(agrees if plain else _closer(digit, agrees, zone, worths(text)))
    return tuple(found)


Printed = tuple[Digit, Check, slice]
SIGNS = "0123456789"
# The worth of each sign times each weight, of which the last figure is all that counts.
_WEIGHED = tuple(bytes(worth * weight % 10 for worth in range(36)).ljust(256, b"\0") for weight in WEIGHTS)


@dataclass(frozen=True, slots=True)
class _Order:
    """The checks of one format, and how all that its digits cover is brought together at once."""

    all: tuple[Check | Printed, ...]  # a digit, what is said when it agrees, where what it covers is gathered
    covered: slice  # from the first place that any digit covers to the last
    places: bytes

    def gathered(self, text: str) -> bytes | None:
        """What every digit covers, weighed, one digit after the other; None where a sign has no worth."""
        values = worths(text)
        if UNKNOWN_WORTH in values:
            return None
        values = values[self.covered]
        seven, three, _ = _WEIGHED
        weighed = values.translate(seven) + values.translate(three) + values
        # To translate the places by the values gives the value of each place, in one step.
        return self.places.translate(weighed.ljust(256, b"\0"))


@cache
def _order(layout: Layout) -> _Order:
    """For each check of the list its digit, or what is said of its absence."""
    first = min(start for digit in layout.digits for start, _ in digit.covers)
    last = max(end for digit in layout.digits for _, end in digit.covers)
    places, found = bytearray(), list[Check | Printed]()
    for one in layout.in_order():
        if not isinstance(one, Digit):
            found.append(Check(one, None, ABSENT[one]))
            continue
        covered = [place for start, end in one.covers for place in range(start, end)]
        start = len(places)
        places += bytes(place - first + at % 3 * (last - first) for at, place in enumerate(covered))
        agrees = Check(one.name, ok=True, why=AGREES[one.name], printed=True)
        found.append((one, agrees, slice(start, len(places))))
    return _Order(tuple(found), slice(first, last), bytes(places))


def _closer(digit: Digit, agrees: Check, zone: Zone, values: bytes) -> Check:
    """What is to be said of a digit that is not plainly the one computed."""
    text, name = zone.text, digit.name
    start, end = digit.covers[0]
    printed = text[digit.place]
    if printed == FILLER and name is CheckName.NUMBER and zone.layout.overflow:
        return _overflow(zone.layout, text, values)
    computed = weighed(b"".join(values[first:last] for first, last in digit.covers))
    if computed is None:
        return Check(name, None, UNKNOWN[name], printed=True)
    if printed == str(computed):
        return agrees
    if printed == FILLER:
        return _not_printed(name, empty=not text[start:end].strip(FILLER))
    return Check(name, *_differs(name, printed, computed), printed=True)


def _differs(name: CheckName, printed: str, computed: int) -> tuple[bool | None, str]:
    if not printed.isascii() or not (printed.isdigit() or printed.isupper()):
        return None, said(UNREADABLE_FORM, field=MEANING[name])
    return False, said(DIFFERS_FORM, field=MEANING[name], printed=printed, computed=str(computed))


def _not_printed(name: CheckName, *, empty: bool) -> Check:
    if not empty:
        return Check(name, ok=False, why=said(MISSING_FORM, field=MEANING[name]), printed=True)
    if name is CheckName.PERSONAL:
        # ICAO Doc 9303 part 4 section 4.2.2: without a personal number, nought or a filler.
        return Check(name, ok=True, why=NO_SUCH[name], printed=True)
    return Check(name, ok=None, why=NO_SUCH[name])


def _overflow(layout: Layout, text: str, values: bytes) -> Check:
    """A number longer than nine characters goes on in the optional field, its digit last (part 5, 4.2.4)."""
    name = CheckName.NUMBER
    assert layout.overflow
    first, last = layout.overflow
    rest = text[first:last].partition(FILLER)[0]
    start, end = layout.span("number")
    if not rest:
        return _not_printed(name, empty=not text[start:end].strip(FILLER))
    computed = weighed(values[start:end] + values[first : first + len(rest) - 1])
    if computed is None:
        return Check(name, None, UNKNOWN[name], printed=True)
    if rest[-1] == str(computed):
        return Check(
            name,
            ok=True,
            why=said(GOES_ON_FORM, field=MEANING[name]),
            printed=True,
            rest=rest,
        )
    ok, why = _differs(name, rest[-1], computed)
    return Check(name, ok, why, printed=True, rest=rest)
