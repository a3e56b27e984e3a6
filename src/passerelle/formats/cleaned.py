"""Values as FollowTheMoney keeps them, by the type of their property.

Only what changes no meaning is changed: white space, control characters, the
precision of a date, the case of a code. What is no value of its type is
dropped, as the real library drops it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from passerelle.formats.partial_date import ISO, partial_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Rule 9: no intake takes these, from whatever file. A private key is a secret, and no statement.
REFUSED = frozenset({"ethnicity", "religion", "political", "privateKey", "password", "health", "biometrics"})
DATES = frozenset(
    {
        "authorDate",
        "birthDate",
        "buildDate",
        "createdAt",
        "creationDate",
        "date",
        "deathDate",
        "deregistrationDate",
        "dissolutionDate",
        "endDate",
        "incorporationDate",
        "listingDate",
        "modifiedAt",
        "publishedAt",
        "registrationDate",
        "retrievedAt",
        "startDate",
    }
)
COUNTRIES = frozenset(
    {
        "birthCountry",
        "citizenship",
        "country",
        "flag",
        "jurisdiction",
        "mainCountry",
        "nationality",
        "pastFlags",
    }
)
GENDERS = {
    "m": "male",
    "male": "male",
    "f": "female",
    "female": "female",
    "o": "other",
    "other": "other",
}
NAMES = frozenset({"abbreviation", "alias", "name", "namesMentioned", "previousName", "weakAlias"})
EDGES = frozenset({"", " ", "'", '"'})
QUOTED = re.compile(r"""["'](.*)["']""")
# Controls, soft hyphen, zero-width and direction marks, byte order mark, lone surrogates: nobody sees them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff\ud800-\udfff]"
)
CODE = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z]{2,3})?")
INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")


KEPT_FORMS = 8_192


def cleaned(prop: str, value: str) -> str:
    """The value as it is kept, or an empty text where it is none of its property's."""
    return CLEANERS.get(prop, plain)(value)


def plain(value: str) -> str:
    """The text without what nobody sees, and without white space around it."""
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        value = unicodedata.normalize("NFC", value)
    if not value.isprintable():
        value = UNSEEN.sub("", value)
    return value.strip()


def _name(value: str) -> str:
    if (
        value.isprintable()
        and value[:1] not in EDGES
        and value[-1] != " "
        and "  " not in value
        and (value.isascii() or unicodedata.is_normalized("NFC", value))
    ):
        # Most names are clean as they stand: of white space only the plain space is printable.
        return value
    text = " ".join(plain(value).split())
    quoted = QUOTED.fullmatch(text)
    return quoted[1].strip() if quoted else text


# Listings share their days, and persons their years: the forms met last are kept.
@lru_cache(KEPT_FORMS)
def _date(value: str) -> str:
    text = plain(value)
    instant = INSTANT.fullmatch(text)
    if instant:
        return text.replace(" ", "T")[:19] if partial_date(instant[1]) else ""
    return partial_date(text) if ISO.fullmatch(text) else ""


def _country(value: str) -> str:
    text = plain(value)
    return text.lower() if CODE.fullmatch(text) else text


def _gender(value: str) -> str:
    return GENDERS.get(plain(value).lower(), "")


def _email(value: str) -> str:
    text = plain(value)
    return text if "@" in text else ""


CLEANERS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(NAMES, _name),
    **dict.fromkeys(DATES, _date),
    **dict.fromkeys(COUNTRIES, _country),
    "gender": _gender,
    "email": _email,
}
