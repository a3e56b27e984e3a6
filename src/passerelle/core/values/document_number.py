"""Numbers of passports, identity cards, permits and registrations."""

from __future__ import annotations

from passerelle.core.values.text import alphanumeric

SHORTEST = 5
FEWEST_DIGITS = 3


def normal(text: str, *, country: str | None = None) -> str | None:
    """The number in upper case without separators, after `country/` when the issuer is known.

    Shorter than five signs, or with fewer than three digits, it is more likely
    a remark than a number, and there is no normal form. Letters O and digits 0
    are not folded: some issuers use both. Two issuers may use one number, so
    an equal number without issuer is an indication only.
    """
    number = alphanumeric(text)
    if len(number) < SHORTEST or sum(map(str.isdigit, number)) < FEWEST_DIGITS:
        return None
    if len(set(number)) == 1:
        return None  # 000000 and XXXXXX fill a form, they name no document
    return f"{country.upper()}/{number}" if country else number
