"""Account numbers as banks, hawala ledgers and exchange houses write them."""

from __future__ import annotations

from passerelle.core.values import iban
from passerelle.core.values.text import alphanumeric

SHORTEST = 5


def normal(text: str, *, country: str | None = None, bank: str | None = None) -> str | None:
    """The IBAN if it is one; else `country/bank/number`, with at least one of country and bank known.

    A local number alone has no normal form: the same eight digits exist at
    many banks. Leading zeros are kept, as banks differ on their meaning.
    """
    international = iban.normal(text)
    if international is not None:
        return international
    number = alphanumeric(text)
    where = [alphanumeric(part or "") for part in (country, bank)]
    if len(number) < SHORTEST or not any(map(str.isdigit, number)) or not any(where):
        return None
    return "/".join([*where, number])
