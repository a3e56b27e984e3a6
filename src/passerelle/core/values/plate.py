"""Registration plates of vehicles."""

from __future__ import annotations

from passerelle.core.values.text import alphanumeric

SHORTEST = 4
LONGEST = 12
LOOKALIKE = str.maketrans("АВЕКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXABEZHIKMNOPTYX")  # noqa: RUF001 - they look alike, that is why


def normal(text: str, *, country: str | None = None) -> str | None:
    """The plate in upper case without separators, after `country/` when the country is known.

    Cyrillic and Greek letters that look Latin become Latin, as the Vienna
    Convention on Road Traffic (annex 2) chose them to. Plates are re-issued
    and stolen: the plate is not the vehicle.
    """
    plate = alphanumeric(text).translate(LOOKALIKE)
    if not SHORTEST <= len(plate) <= LONGEST or not any(map(str.isdigit, plate)):
        return None
    return f"{country.upper()}/{plate}" if country else plate
