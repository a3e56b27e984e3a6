"""One zone checked: its fields, each digit apart, whether they agree, and what is unusual.

Nothing is kept and nothing is replaced. Agreement of digits is no statement
about the document: anybody can compute them, and 52 pairs of characters are one
to them (ICAO Doc 9303 part 3 section 4.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from json.encoder import encode_basestring_ascii as quoted
from operator import itemgetter
from typing import TYPE_CHECKING

from passerelle.documents import protection_flag
from passerelle.documents.mrz import character, correction, name, observation, zone
from passerelle.documents.mrz.digit import FILLER
from passerelle.documents.mrz.indicator import Indicator, IndicatorName
from passerelle.documents.mrz.layout import CheckName, Format
from passerelle.documents.mrz.verified import Check, verified

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from passerelle.documents.mrz.layout import Layout
    from passerelle.documents.mrz.zone import Zone
    from passerelle.documents.protection_flag import ProtectionFlag

ANSWERS = {True: "true", False: "false", None: "null"}
ZONE_NOT_READ = "the lines have the size of no machine-readable zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one zone says."""

    format: Format | None
    fields: dict[str, str]
    checks: tuple[Check, ...]
    consistent: bool | None  # None where a digit or the zone could not be read
    indicators: tuple[Indicator, ...]
    protection: ProtectionFlag | None = None  # stays with the caller: it is in no output
    zone: Zone | None = None  # the characters as they were read

    def as_json(self) -> dict[str, object]:
        """The result as the command prints it; the protection flag is left out on purpose."""
        return {
            "format": None if self.format is None else self.format.value,
            "fields": self.fields,
            "checks": [one.as_json() for one in self.checks],
            "consistent": self.consistent,
            "indicators": [one.as_json() for one in self.indicators],
        }

    def as_json_text(self) -> str:
        """The same as one line of text, written part by part, which costs a third of the general way."""
        kind = "null" if self.format is None else f'"{self.format.value}"'
        fields = ", ".join([f'"{name}": {quoted(value)}' for name, value in self.fields.items()])
        checks = ", ".join([one.text for one in self.checks])
        indicators = ", ".join([one.as_json_text() for one in self.indicators])
        return (
            f'{{"format": {kind}, "fields": {{{fields}}}, "checks": [{checks}], '
            f'"consistent": {ANSWERS[self.consistent]}, "indicators": [{indicators}]}}'
        )


def check(text: str, today: date) -> Result:
    """The result for one zone, read on this day."""
    found = zone.read(text)
    if isinstance(found, zone.Unreadable):
        return _unreadable(found.reason)
    fields, checks = _fields(found), verified(found)
    overflow = checks[0].rest  # of the document number, which comes first
    if overflow:
        _join(fields, overflow)
    indicators = character.indicators(found)
    if found.spaced:
        why = "white space inside the lines was left out to read the zone"
        indicators.append(Indicator(IndicatorName.SPACES, why))
    indicators += observation.indicators(found, fields, today)
    consistent = _agreement(checks)
    if not consistent or (indicators and any(one.name is IndicatorName.CHARACTER for one in indicators)):
        indicators += correction.offers(found, checks)
    return Result(
        format=found.layout.format,
        fields=fields,
        checks=checks,
        consistent=consistent,
        indicators=tuple(indicators),
        protection=protection_flag.of_codes(fields["issuer"], fields.get("nationality", "")),
        zone=found,
    )


def _unreadable(reason: str) -> Result:
    return Result(
        format=None,
        fields={},
        checks=tuple(Check(one, None, ZONE_NOT_READ) for one in CheckName),
        consistent=None,
        indicators=(Indicator(IndicatorName.UNREADABLE, reason),),
    )


def _fields(found: zone.Zone) -> dict[str, str]:
    text, kind = found.text, found.layout
    names, cut = _cutter(kind)
    fields = dict(zip(names, [value.strip(FILLER) for value in cut(text)], strict=True))
    # Most fields have no filler between their ends, and are whole without them.
    if FILLER in "".join(fields.values()):
        fields = {field: zone.plain(value) for field, value in fields.items()}
    if kind.format is not Format.FR_ID:
        start, end = kind.names
        fields["surname"], fields["given_names"] = name.split(text[start:end])
    return fields


@cache
def _cutter(kind: Layout) -> tuple[tuple[str, ...], Callable[[str], tuple[str, ...]]]:
    """The names of the fields, and what cuts all of them from a text at once."""
    names, spans = zip(*kind.slices, strict=True)
    return names, itemgetter(*spans)


def _join(fields: dict[str, str], overflow: str) -> None:
    """A number that goes on in the optional field is given whole, and the field holds what follows."""
    fields["number"] += overflow[:-1]
    fields["optional"] = fields["optional"].removeprefix(overflow).strip()


def _agreement(checks: tuple[Check, ...]) -> bool | None:
    agreement: bool | None = True
    for one in checks:
        if one.ok is not True and one.printed:
            if one.ok is False:
                return False
            agreement = None
    return agreement
