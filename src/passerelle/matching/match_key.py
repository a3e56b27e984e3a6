"""What can be compared between two services: normal forms, and nothing about origin.

Nationality, birthplace, religion and ethnicity give no key. Relatives named in
remarks give none. Every key is found by equality alone, so that it can be
asked without being shown.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.values import (
    account,
    country,
    crypto,
    date,
    document_number,
    email,
    handle,
    phone,
    plate,
)
from passerelle.core.values.number_range import NumberRangeError, numbers
from passerelle.matching.name_key import body_keys, person_keys
from passerelle.matching.name_token import skeletons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class KeyKind(StrEnum):
    """What a key is a normal form of."""

    PHONE = "phone"
    ACCOUNT = "account"
    DOCUMENT = "document"
    PLATE = "plate"
    EMAIL = "email"
    HANDLE = "handle"
    CRYPTO = "crypto"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """One comparable value."""

    kind: KeyKind
    value: str

    def __str__(self) -> str:
        """The text that is hashed: `kind:value`."""
        return f"{self.kind}:{self.value}"


OTHER_NAMES = ("alias", "previousName", "weakAlias")
NAME_PROPS = ("name", *OTHER_NAMES)
# Facts that are no key and say how another is read.
CONTEXT = frozenset({"country", "bic", "service"})
BRACKETED = re.compile(r"\([^)]*\)")
DOCUMENTS = """
passportNumber idNumber registrationNumber taxNumber innCode ogrnCode vatCode leiCode imoNumber mmsi
socialSecurityNumber number vin serialNumber
"""
# FollowTheMoney's property names, and ours for what it has no name for.
KINDS = {
    **dict.fromkeys(DOCUMENTS.split(), KeyKind.DOCUMENT),
    "phone": KeyKind.PHONE,
    "email": KeyKind.EMAIL,
    "iban": KeyKind.ACCOUNT,
    "accountNumber": KeyKind.ACCOUNT,
    "publicKey": KeyKind.CRYPTO,
    "username": KeyKind.HANDLE,
}
# The same property name means another thing on these schemata.
KINDS_OF_SCHEMA = {
    ("Vehicle", "registrationNumber"): KeyKind.PLATE,
    ("UserAccount", "number"): KeyKind.PHONE,
}
# A document's and a plate's issuer is often unknown to one side: it stays out of the key.
READINGS: dict[KeyKind, Callable[[str], str | None]] = {
    KeyKind.EMAIL: email.normal,
    KeyKind.CRYPTO: crypto.normal,
    KeyKind.PLATE: plate.normal,
    KeyKind.DOCUMENT: document_number.normal,
}
MOST_YEARS = 4
MOST_NAME_KEYS = 24


def keys_of(schema: str, facts: Iterable[tuple[str, str]], *, region: str | None = None) -> frozenset[Key]:
    """Every key of one subject; `region` is where a phone number without country code was noted."""
    known: dict[str, list[str]] = {}
    for prop, value in facts:
        known.setdefault(prop, []).append(value)
    keys = {Key(KeyKind.NAME, value) for value in _names(schema, known)}
    for prop, values in known.items():
        kind = kind_of(schema, prop)
        forms = [_form(kind, value, known, region) for value in values] if kind else []
        keys.update(Key(kind, form) for form in forms if kind and form)
    if schema == "DeclaredDocument":
        keys.update(Key(KeyKind.DOCUMENT, number) for number in _declared(known))
    return frozenset(keys)


def _declared(known: Mapping[str, list[str]]) -> list[str]:
    """Every number of a declared range; two numbers that are no range give none."""
    first, last = _only(known, "number"), _only(known, "lastNumber")
    if not first or not last:
        return []
    with contextlib.suppress(NumberRangeError):
        return [form for number in numbers(first, last) if (form := document_number.normal(number))]
    return []


def kind_of(schema: str, prop: str) -> KeyKind | None:
    """The kind of key that a property gives, names apart; None for what is never a key."""
    return KINDS_OF_SCHEMA.get((schema, prop)) or KINDS.get(prop)


def _form(kind: KeyKind, text: str, known: Mapping[str, list[str]], region: str | None) -> str | None:
    match kind:
        case KeyKind.PHONE:
            return phone.normal(text, region=region)
        case KeyKind.ACCOUNT:
            where = country.normal(_only(known, "country") or "")
            return account.normal(text, country=where, bank=_only(known, "bic"))
        case KeyKind.HANDLE:
            return handle.normal(text, platform=_only(known, "service"))
        case _:
            return READINGS[kind](text)


def _only(known: Mapping[str, list[str]], prop: str) -> str | None:
    """The value of a property that has exactly one: with two, which one belongs is unknown."""
    values = known.get(prop, [])
    return values[0] if len(values) == 1 else None


def _names(schema: str, known: Mapping[str, list[str]]) -> list[str]:
    """The name keys, main name first, cut where more would only meet strangers."""
    main = [words for name in split_names(known.get("name", [])) if (words := skeletons(name))]
    others = [
        words
        for prop in OTHER_NAMES
        for name in split_names(known.get(prop, []))
        if (words := skeletons(name))
    ]
    if schema != "Person":
        found = [key for words in main + others for key in body_keys(words)]
    else:
        # A byname of one word is read beside the first word of the main name, as people use it.
        bynames = [[words[0], main[0][0]] for words in others if len(words) == 1 and main]
        years = _years(known.get("birthDate", []))
        found = [key for words in main + others + bynames for key in person_keys(words, years)]
    return list(dict.fromkeys(found))[:MOST_NAME_KEYS]


def split_names(names: Iterable[str]) -> list[str]:
    """One name each, in a fixed order: lists join several with semicolons and append acronyms in brackets."""
    parts = [BRACKETED.sub(" ", part) for name in names for part in name.split(";")]
    return sorted(parts)


def _years(dates: Iterable[str]) -> list[int]:
    """The years of birth, unless there are so many that they tell nothing."""
    forms = filter(None, map(date.normal, dates))
    years = sorted({year for form in forms for year in date.years(form)})
    return years if len(years) <= MOST_YEARS else []
