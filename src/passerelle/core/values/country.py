"""Countries and issuers as ISO 3166-1 alpha-2 codes.

For documents, accounts and law. A person's nationality or birthplace is never
a key, a filter or a score.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from passerelle.core.values.country_table import COUNTRIES
from passerelle.core.values.text import clean

# ICAO Doc 9303 part 3 section 5: issuers in machine-readable zones that ISO 3166 does not name.
TRAVEL_DOCUMENT_CODES = {
    "D": "DE",
    "GBD": "GB",
    "GBN": "GB",
    "GBO": "GB",
    "GBP": "GB",
    "GBS": "GB",
    "RKS": "XK",
    "UNK": "XK",
}


def normal(text: str) -> str | None:
    """The two-letter code of a name or code in English or French; None when it names no country.

    It says what was written, not who recognises whom. A bare `D` is Germany
    as in machine-readable zones; former States have no code.
    """
    word = clean(text).strip(" .*")
    return TRAVEL_DOCUMENT_CODES.get(word.upper()) or _names().get(_folded(word))


@cache
def _names() -> dict[str, str]:
    names = {}
    for line in COUNTRIES.strip().splitlines():
        code, alpha3, rest = line.split(" ", 2)
        for name in (code, alpha3, *rest.split(" | ")):
            names[_folded(name)] = code
    return names


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    words = [word for word in letters.split() if word not in {"the", "la", "le", "les", "l"}]
    return " ".join(words)
