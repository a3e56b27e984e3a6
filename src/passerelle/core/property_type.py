"""What shape a value has, by its property's type: FollowTheMoney's, and `code` for our closed words.

This refuses what cannot be such a value; it does not normalise and does not
say that the value is true. Normal forms live in `core.values`.
"""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum

from passerelle.core.values import date

PATTERNS = {
    "country": re.compile(r"[a-z]{2,7}(-[a-z0-9]{2,4})?"),
    "gender": re.compile(r"male|female|other"),
    "language": re.compile(r"[a-z]{2,3}"),
    "number": re.compile(r"[+-]?\d+(\.\d+)?"),
    "date": re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d{2}:\d{2}(:\d{2})?Z?)?)?)?"),
    "phone": re.compile(r"(?=(?:.*\d){3})[^\n]+"),
    "email": re.compile(r"[^@\s]+@[^@\s]+"),
    "url": re.compile(r"https?://\S+"),
    "checksum": re.compile(r"[0-9a-f]{32,128}"),
    "entity": re.compile(r"\S+"),
    "code": re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*"),
    "topic": re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*"),
}


class PropertyType(StrEnum):
    """The type of a property's values."""

    NAME = "name"
    DATE = "date"
    COUNTRY = "country"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    IP = "ip"
    ADDRESS = "address"
    ENTITY = "entity"
    TEXT = "text"
    HTML = "html"
    JSON = "json"
    STRING = "string"
    NUMBER = "number"
    TOPIC = "topic"
    GENDER = "gender"
    LANGUAGE = "language"
    CHECKSUM = "checksum"
    MIMETYPE = "mimetype"
    CODE = "code"

    @property
    def is_harmless(self) -> bool:
        """True where no value of this type alone tells who a person is; free text always may (rule 1)."""
        return self in HARMLESS

    def fits(self, value: str) -> bool:
        """Whether the text has the shape of this type."""
        if self is PropertyType.IP:
            return _is_address(value)
        pattern = PATTERNS.get(self)
        if pattern is None:
            return bool(value.strip())
        if pattern.fullmatch(value) is not None:
            return True
        # About a date or between two, `1980~` and `1979/1981`, in the one form that core.values.date gives.
        return self is PropertyType.DATE and date.normal(value) == value


HARMLESS = frozenset(
    {
        PropertyType.DATE,
        PropertyType.COUNTRY,
        PropertyType.ENTITY,
        PropertyType.NUMBER,
        PropertyType.TOPIC,
        PropertyType.GENDER,
        PropertyType.LANGUAGE,
        PropertyType.MIMETYPE,
        PropertyType.CODE,
    }
)


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
