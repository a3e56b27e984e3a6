"""Countries and issuers as ISO 3166-1 alpha-2 codes.

For documents, accounts and law. A person's nationality or birthplace is never
a key, a filter or a score.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from passerelle.core.values.country_table import COUNTRIES, NATIONALS
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
ARTICLES = frozenset({"the", "la", "le", "les", "l"})


def normal(text: str) -> str | None:
    """The two-letter code of a name or code in English or French, or of a State's nationals in English.

    None when it names no country. It says what was written, not who recognises whom. A bare `D` is Germany
    as in machine-readable zones; former States have no code.
    """
    word = clean(text).strip(" .*")
    # Registers turn names round: "Man, Isle of".
    turned = " ".join(reversed(word.split(",", 1)))
    return (
        TRAVEL_DOCUMENT_CODES.get(word.upper())
        or _names().get(_folded(word))
        or _names().get(_folded(turned))
    )


@cache
def _names() -> dict[str, str]:
    names = {}
    for line in COUNTRIES.strip().splitlines():
        code, alpha3, rest = line.split(" ", 2)
        for name in (code, alpha3, *rest.split(" | ")):
            names[_folded(name)] = code
    for entry in " ".join(NATIONALS.split()).split("; "):
        code, name = entry.split(" ", 1)
        names[_folded(name)] = code
    return names


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    words = ["saint" if word == "st" else word for word in letters.split() if word not in ARTICLES]
    return " ".join(words)
