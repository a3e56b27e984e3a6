"""Each check digit computed and compared with the one that is printed, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from passerelle.documents.mrz.digit import FILLER, summed, weighed, worths
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
    field: str = ""  # of a number that goes on: what was read in the optional field

    def as_json(self) -> dict[str, str | bool | None]:
        """The check as it is printed."""
        return {"name": self.name.value, "ok": self.ok, "why": self.why}


def verified(zone: Zone) -> tuple[Check, ...]:
    """Every check digit of the list, in its order, with those that the format has not."""
    values, text = worths(zone.text), zone.text
    whole = UNKNOWN_WORTH not in values
    found = []
    for one in _order(zone.layout):
        if isinstance(one, Check):
            found.append(one)
            continue
        digit, agrees, first, rest = one
        covered = values[first]
        for more in rest:
            covered += values[more]
        # The worth of a digit is the digit; that of a letter is never so small, and a filler is no digit.
        plain = whole and summed(covered) == values[digit.place] and text[digit.place] != FILLER
        found.append(agrees if plain else _closer(digit, agrees, zone, values))
    return tuple(found)


Printed = tuple[Digit, Check, slice, tuple[slice, ...]]


@cache
def _order(layout: Layout) -> tuple[Check | Printed, ...]:
    """For each check of the list its digit, what is said when it agrees, what it covers; or its absence."""
    return tuple(
        _printed(one) if isinstance(one, Digit) else Check(one, None, ABSENT[one])
        for one in layout.in_order()
    )


def _printed(digit: Digit) -> Printed:
    first, *rest = (slice(start, end) for start, end in digit.covers)
    return digit, Check(digit.name, ok=True, why=AGREES[digit.name], printed=True), first, tuple(rest)


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
            field=rest,
        )
    ok, why = _differs(name, rest[-1], computed)
    return Check(name, ok, why, printed=True, field=rest)
