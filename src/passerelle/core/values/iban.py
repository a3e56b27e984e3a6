"""International bank account numbers (ISO 13616)."""

from __future__ import annotations

from stdnum import iban
from stdnum.exceptions import ValidationError

from passerelle.core.values.text import alphanumeric


def normal(text: str) -> str | None:
    """The IBAN without spaces, in upper case, when its length and check digits hold; else None.

    It names an account, not a person: joint accounts and money mules share one.
    """
    try:
        return str(iban.validate(alphanumeric(text), check_country=False))
    except ValidationError:
        return None
