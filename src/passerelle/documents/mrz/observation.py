"""What the fields say together: codes, dates, validity, numbers. Each is an indicator with its reason.

The codes of refugees and stateless persons raise nothing here: they protect
(see `protection_flag`), and are no indicator of anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from passerelle.documents.mrz import printed_date
from passerelle.documents.mrz.code import codes, timeless
from passerelle.documents.mrz.digit import FILLER
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
    places = _places(kind)
    found: list[Indicator] = []
    for field, span in places.dates:
        # Most dates are plain, which costs less to see than to read them.
        if not printed_date.is_plain(text[span]):
            found += _date(kind, field, printed_date.parse(text[span]))
    expiry = printed_date.expiry(text[places.expiry], today) if places.expiry else None
    for field in places.codes:
        if fields[field] not in timeless():
            found += _code(kind, fields, field, expiry or today)
    known = series(fields["issuer"], fields["document_type"])
    if kind.format is Format.FR_ID:
        found += _french_card(fields, today)
    elif expiry is not None:
        born = text[places.dates[0][1]]
        found += _validity(kind, known, today, born=born, expiry=expiry)
    if known is not None and known.number is not None and places.numbered:
        found += _number(kind, fields["number"], known)
    for end in places.ends:
        if text[end] != FILLER:
            found.append(Indicator(IndicatorName.NAME_CUT, NAME_CUT, *kind.where(end)))
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """What is looked at in one format."""

    dates: tuple[tuple[str, slice], ...]
    expiry: slice | None
    codes: tuple[str, ...]
    ends: tuple[int, ...]  # the last place of each field of names
    numbered: bool  # its number is the issuer's own, and not a visa's


@cache
def _places(kind: Layout) -> _Places:
    named = ("surname", "given_names") if kind.format is Format.FR_ID else ()
    return _Places(
        dates=tuple((one, slice(*kind.fields[one])) for one in ("birth", "expiry") if one in kind.fields),
        expiry=slice(*kind.fields["expiry"]) if "expiry" in kind.fields else None,
        codes=tuple(one for one in ("issuer", "nationality") if one in kind.fields),
        ends=tuple(kind.span(one)[1] - 1 for one in named) or (kind.names[1] - 1,),
        numbered=kind.format not in {Format.FR_ID, Format.MRV_A, Format.MRV_B},
    )


def _date(kind: Layout, field: str, day: PrintedDate) -> list[Indicator]:
    if day.state is DateState.EXACT:
        return []
    label, why = _STATES[day.state]
    return [Indicator(label, said(why, date=_CALLED[field]), *kind.where(kind.span(field)[0]))]


def _code(kind: Layout, fields: dict[str, str], field: str, day: date) -> list[Indicator]:
    code, place = codes().get(fields[field]), kind.where(kind.span(field)[0])
    if code is not None and code.never_issued:
        # Of the nationality the same is not said once more.
        return [_never(kind, code.code, code.never_issued)] if field == "issuer" else []
    if code is None:
        why = said("the code of %(field)s is in no list of ISO 3166 or ICAO Doc 9303", field=_CALLED[field])
        return [Indicator(IndicatorName.CODE, why, *place)]
    if code.is_outside(day):
        form = "the code %(code)s was not in use when such a document was issued"
        why = _doubted(form, code.doubt, code=code.code)
        return [Indicator(IndicatorName.CODE_DATES, why, *place)]
    return []


@lru_cache(MOST_REMEMBERED)
def _never(kind: Layout, code: str, why: str) -> Indicator:
    told = said("%(code)s is the code of no issuer: %(why)s", code=code, why=why)
    return Indicator(IndicatorName.CODE_NEVER, told, *kind.where(kind.span("issuer")[0]))


def _validity(kind: Layout, known: Series | None, today: date, *, born: str, expiry: date) -> list[Indicator]:
    if expiry < today:
        return [_expired(kind, today)]
    if known is None or expiry <= known.last(today):
        return []
    if known.is_too_long(today, expiry, printed_date.parse(born).birth(today)):
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


def _number(kind: Layout, number: str, known: Series) -> list[Indicator]:
    if known.number is None or known.number.fullmatch(number):
        return []
    form = "the number is not formed as the numbers of this issuer are (%(source)s)"
    why = _doubted(form, known.doubt, source=known.source)
    return [Indicator(IndicatorName.NUMBER_FORMAT, why, *kind.where(kind.span("number")[0]))]


def _doubted(form: str, doubt: str, **facts: str) -> Said:
    """The sentence, with what speaks against it where something does."""
    return said(f"{form}; doubt: %(doubt)s", doubt=doubt, **facts) if doubt else said(form, **facts)
