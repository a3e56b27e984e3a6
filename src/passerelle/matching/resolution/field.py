"""What linking reads of a record, and in which form; never nationality, birthplace or belief."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from anyascii import anyascii

from passerelle.core.values import date, document_number, email
from passerelle.matching.common_token import legal_forms
from passerelle.matching.name_token import skeletons
from passerelle.matching.script import latin_words

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS_OF_PHONE = 9
DIGITS_OF_DAY = 8
SHORTEST_PHONE = 6
WORD = re.compile(r"[a-z0-9]+")


class Field(StrEnum):
    """One kind of evidence; the text is what a reason calls it."""

    NAME = "name"
    GIVEN = "given name"
    SURNAME = "surname"
    BIRTH = "date of birth"
    HOUSE = "house number"
    STREET = "street"
    PLACE = "second line of the address"
    CITY = "town"
    POSTCODE = "postcode"
    STATE = "state"
    NUMBER = "number"
    PHONE = "telephone"
    EMAIL = "e-mail"


PROPERTIES = {
    "name": Field.NAME,
    "alias": Field.NAME,
    "previousName": Field.NAME,
    "weakAlias": Field.NAME,
    "firstName": Field.GIVEN,
    "lastName": Field.SURNAME,
    "birthDate": Field.BIRTH,
    "houseNumber": Field.HOUSE,
    "street": Field.STREET,
    "street2": Field.PLACE,
    "city": Field.CITY,
    "postalCode": Field.POSTCODE,
    "state": Field.STATE,
    "passportNumber": Field.NUMBER,
    "idNumber": Field.NUMBER,
    "socialSecurityNumber": Field.NUMBER,
    "taxNumber": Field.NUMBER,
    "innCode": Field.NUMBER,
    "registrationNumber": Field.NUMBER,
    "imoNumber": Field.NUMBER,
    "leiCode": Field.NUMBER,
    "number": Field.NUMBER,
    "phone": Field.PHONE,
    "email": Field.EMAIL,
}
NAMES = frozenset({Field.NAME, Field.GIVEN, Field.SURNAME})
# What is said of a home: it is shared by everybody who lives there, and counts once.
HOME = (Field.HOUSE, Field.STREET, Field.PLACE, Field.CITY, Field.POSTCODE, Field.STATE)


def normal(field: Field, text: str) -> str:
    """The form in which two values of the field are compared; empty where the text is no value."""
    return FORMS.get(field, _plain)(text)


def _plain(text: str) -> str:
    return " ".join(WORD.findall(anyascii(text).lower()))


def _one_word(text: str) -> str:
    return "".join(latin_words(text))


def _number(text: str) -> str:
    return document_number.normal(text) or ""


def _phone(text: str) -> str:
    """The last figures: one side may write the country's code and the other not."""
    digits = "".join(filter(str.isdigit, text))
    return digits[-DIGITS_OF_PHONE:] if len(digits) >= SHORTEST_PHONE else ""


def _email(text: str) -> str:
    return email.normal(text) or ""


def _words(name: str) -> str:
    """The skeletons of the name's words in one order; of a company's legal form nothing unless it is all."""
    words = set(skeletons(name))
    return " ".join(sorted(words - legal_forms() or words))


def _date(text: str) -> str:
    """The EDTF form; of a day that does not exist its eight figures."""
    bare = text.strip()
    if len(bare) == DIGITS_OF_DAY and bare.isdigit():
        bare = f"{bare[:4]}-{bare[4:6]}-{bare[6:]}"
    figures = "".join(filter(str.isdigit, bare))
    return date.normal(bare) or (figures if len(figures) == DIGITS_OF_DAY else "")


FORMS: dict[Field, Callable[[str], str]] = {
    Field.NAME: _words,
    Field.GIVEN: _one_word,
    Field.SURNAME: _one_word,
    Field.BIRTH: _date,
    Field.NUMBER: _number,
    Field.PHONE: _phone,
    Field.EMAIL: _email,
}
