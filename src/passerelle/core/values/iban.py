"""International bank account numbers (ISO 13616)."""

from __future__ import annotations

from stdnum import iban
from stdnum.exceptions import ValidationError

from passerelle.core.values.text import alphanumeric

WORD = "IBAN"  # no country's code begins so


def normal(text: str) -> str | None:
    """The IBAN in upper case, without spaces or the word before it, when length and check digits hold.

    It names an account, not a person: joint accounts and money mules share one.
    """
    try:
        return str(iban.validate(alphanumeric(text).removeprefix(WORD), check_country=False))
    except ValidationError:
        return None
