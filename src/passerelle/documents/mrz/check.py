"""One zone checked: its fields, each digit apart, whether they agree, and what is unusual.

Nothing is kept and nothing is replaced. Agreement of digits is no statement
about the document: anybody can compute them, and 52 pairs of characters are one
to them (ICAO Doc 9303 part 3 section 4.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from json import dumps
from typing import TYPE_CHECKING

from passerelle.documents import protection_flag
from passerelle.documents.mrz import character, correction, name, observation, zone
from passerelle.documents.mrz.digit import FILLER
from passerelle.documents.mrz.indicator import Indicator, IndicatorName
from passerelle.documents.mrz.layout import CheckName, Format
from passerelle.documents.mrz.verified import Check, verified

if TYPE_CHECKING:
    from datetime import date

    from passerelle.documents.mrz.zone import Zone
    from passerelle.documents.protection_flag import ProtectionFlag

MOST_REMEMBERED = 1024
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
        """The same as one line of text; what digits say repeats from zone to zone, and is written once."""
        kind = "null" if self.format is None else f'"{self.format.value}"'
        checks = ", ".join(map(_check_text, self.checks))
        indicators = dumps([one.as_json() for one in self.indicators]) if self.indicators else "[]"
        return (
            f'{{"format": {kind}, "fields": {dumps(self.fields)}, "checks": [{checks}], '
            f'"consistent": {ANSWERS[self.consistent]}, "indicators": {indicators}}}'
        )


@lru_cache(MOST_REMEMBERED)
def _check_text(one: Check) -> str:
    return dumps(one.as_json())


def check(text: str, today: date) -> Result:
    """The result for one zone, read on this day."""
    found = zone.read(text)
    if isinstance(found, zone.Unreadable):
        return _unreadable(found.reason)
    fields, checks = _fields(found), verified(found)
    overflow = checks[0].field  # of the document number, which comes first
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
    fields = {
        # Most fields have no filler between their ends, and are whole without them.
        field: zone.plain(value) if FILLER in (value := text[span].strip(FILLER)) else value
        for field, span in kind.slices
    }
    if kind.format is not Format.FR_ID:
        start, end = kind.names
        fields["surname"], fields["given_names"] = name.split(text[start:end])
    return fields


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
