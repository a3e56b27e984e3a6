"""What the fields say together: codes, dates, validity, numbers. Each is an indicator with its reason.

The codes of refugees and stateless persons raise nothing here: they protect
(see `protection_flag`), and are no indicator of anything.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from passerelle.documents.mrz import name, printed_date
from passerelle.documents.mrz.code import codes
from passerelle.documents.mrz.indicator import Indicator, IndicatorName
from passerelle.documents.mrz.layout import Format, Layout
from passerelle.documents.mrz.printed_date import DateState, PrintedDate
from passerelle.documents.mrz.series import french_card_ends, series
from passerelle.documents.said import Said, said

if TYPE_CHECKING:
    from datetime import date

    from passerelle.documents.mrz.series import Series
    from passerelle.documents.mrz.zone import Zone

MOST_REMEMBERED = 256
NAME_CUT = "the name fills its field: the rest may have been cut, as the standard allows"
_STATES = {
    DateState.PARTIAL: (
        IndicatorName.DATE_PARTIAL,
        "a part of %(date)s is unknown, which the standard allows",
    ),
    DateState.ZEROS: (
        IndicatorName.DATE_PARTIAL,
        "a part of %(date)s is written as zeros; the standard has fillers for what is unknown",
    ),
    DateState.IMPOSSIBLE: (IndicatorName.DATE, "%(date)s is no day of a calendar"),
    DateState.MISPRINTED: (IndicatorName.DATE, "%(date)s is not six digits"),
}
_CALLED = {
    "birth": "the date of birth",
    "expiry": "the date of expiry",
    "issuer": "the issuer",
    "nationality": "the nationality",
}


def indicators(zone: Zone, fields: dict[str, str], today: date) -> list[Indicator]:
    """What is unusual in the fields, on this day."""
    kind, text = zone.layout, zone.text
    dates = {
        field: printed_date.parse(text[slice(*kind.fields[field])])
        for field in ("birth", "expiry")
        if field in kind.fields
    }
    expiry = dates["expiry"].expiry(today) if "expiry" in dates else None
    birth = dates["birth"].birth(today)
    found = [_date(kind, field, day) for field, day in dates.items() if day.state is not DateState.EXACT]
    for field in ("issuer", "nationality"):
        unusual = _code(kind, fields, field, expiry or today)
        found += [unusual] if unusual else []
    known = series(fields["issuer"], fields["document_type"])
    found += _validity(kind, fields, today, known, birth=birth, expiry=expiry)
    found += _number(kind, fields, known)
    return found + _names(zone)


def _date(kind: Layout, field: str, day: PrintedDate) -> Indicator:
    label, why = _STATES[day.state]
    return Indicator(label, said(why, date=_CALLED[field]), *kind.where(kind.span(field)[0]))


def _code(kind: Layout, fields: dict[str, str], field: str, day: date) -> Indicator | None:
    if field not in fields:
        return None
    code, place = codes().get(fields[field]), kind.where(kind.span(field)[0])
    if code is None:
        why = said("the code of %(field)s is in no list of ISO 3166 or ICAO Doc 9303", field=_CALLED[field])
        return Indicator(IndicatorName.CODE, why, *place)
    if code.is_outside(day):
        form = "the code %(code)s was not in use when such a document was issued"
        why = _doubted(form, code.doubt, code=code.code)
        return Indicator(IndicatorName.CODE_DATES, why, *place)
    return None


def _validity(
    kind: Layout,
    fields: dict[str, str],
    today: date,
    known: Series | None,
    *,
    birth: date | None,
    expiry: date | None,
) -> list[Indicator]:
    if kind.format is Format.FR_ID:
        return _french_card(fields, today)
    if expiry is None:
        return []
    if expiry < today:
        return [_expired(kind, today)]
    if known and known.is_too_long(today, expiry, birth):
        return [_too_long(kind, known.years, known.source)]
    return []


# What depends on the day and the format alone is made once.
@lru_cache(MOST_REMEMBERED)
def _expired(kind: Layout, today: date) -> Indicator:
    why = said("the document ended before %(day)s", day=today.isoformat())
    return Indicator(IndicatorName.EXPIRED, why, *kind.where(kind.span("expiry")[0]))


@lru_cache(MOST_REMEMBERED)
def _too_long(kind: Layout, years: int, source: str) -> Indicator:
    form = "it would last longer than the %(years)s years that such documents have: %(source)s"
    why = said(form, years=str(years), source=source)
    return Indicator(IndicatorName.VALIDITY, why, *kind.where(kind.span("expiry")[0]))


def _french_card(fields: dict[str, str], today: date) -> list[Indicator]:
    ends = french_card_ends(fields["number"], today)
    if ends is None or ends >= today:
        return []
    why = (
        "by the month in its number the card ended: ten years, fifteen for an adult's card of 2004 to 2013 "
        "(décret n° 2013-1188)"
    )
    return [Indicator(IndicatorName.EXPIRED, why, 2, 1)]


def _number(kind: Layout, fields: dict[str, str], known: Series | None) -> list[Indicator]:
    if kind.format in {Format.FR_ID, Format.MRV_A, Format.MRV_B}:
        return []
    if known is None or known.number is None or known.number.fullmatch(fields["number"]):
        return []
    form = "the number is not formed as the numbers of this issuer are (%(source)s)"
    why = _doubted(form, known.doubt, source=known.source)
    return [Indicator(IndicatorName.NUMBER_FORMAT, why, *kind.where(kind.span("number")[0]))]


def _doubted(form: str, doubt: str, **facts: str) -> Said:
    """The sentence, with what speaks against it where something does."""
    return said(f"{form}; doubt: %(doubt)s", doubt=doubt, **facts) if doubt else said(form, **facts)


def _names(zone: Zone) -> list[Indicator]:
    kind, text = zone.layout, zone.text
    spans = (
        [kind.names] if kind.format is not Format.FR_ID else [kind.span("surname"), kind.span("given_names")]
    )
    cut = [end for start, end in spans if name.may_be_cut(text[start:end])]
    return [Indicator(IndicatorName.NAME_CUT, NAME_CUT, *kind.where(end - 1)) for end in cut]
