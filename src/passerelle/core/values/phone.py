"""Phone numbers in the international form of ITU-T E.164."""

from __future__ import annotations

import phonenumbers

from passerelle.core.values.text import clean


def normal(text: str, *, region: str | None = None) -> str | None:
    """The number as `+` and 7 to 15 digits, or None when its length is impossible for its country.

    Do not trust it across years: prepaid numbers are handed on. A number
    without country code needs the region it was dialled in; without one there
    is no normal form rather than a guess. Extensions are dropped.
    """
    spelled = clean(text)
    if spelled.startswith("00"):
        spelled = f"+{spelled[2:]}"
    try:
        number = phonenumbers.parse(spelled, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    number.extension = None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
