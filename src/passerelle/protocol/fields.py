"""Strict reading of foreign JSON, one named field at a time.

A field that is missing, of another type or beyond its bound is an error that
names the field and never its value. Fields nobody asked for are left alone:
they are what a later version of the protocol may add.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from passerelle.core.canonical import Json

T = TypeVar("T")
LONGEST_TEXT = 2_000
HEXADECIMAL = re.compile(r"(?:[0-9a-f]{2})*")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class FieldError(PasserelleError):
    """A received field cannot be read; nothing of the message took effect."""

    def __init__(self, where: str, name: str, problem: str) -> None:
        super().__init__(f"{where}: field {name} {problem}")
        self.where = where
        self.name = name


class Fields:
    """The fields of one JSON object, read strictly."""

    __slots__ = ("value", "where")

    def __init__(self, value: Json, where: str) -> None:
        if not isinstance(value, dict):
            raise FieldError(where, "itself", "is not an object")
        self.value = value
        self.where = where

    def _read(self, name: str) -> Json:
        if name not in self.value:
            raise FieldError(self.where, name, "is missing")
        return self.value[name]

    def text(self, name: str, *, longest: int = LONGEST_TEXT, shortest: int = 1) -> str:
        """A string of a bounded number of characters."""
        return self._text(name, self._read(name), longest, shortest)

    def _text(self, name: str, value: Json, longest: int, shortest: int) -> str:
        if not isinstance(value, str):
            raise FieldError(self.where, name, "is not a string")
        if not shortest <= len(value) <= longest:
            raise FieldError(self.where, name, f"has not {shortest} to {longest} characters")
        return value

    def known(self, name: str, known: Collection[str]) -> str:
        """A string out of a closed set."""
        text = self.text(name)
        if text not in known:
            raise FieldError(self.where, name, "has a value that is not known")
        return text

    def number(self, name: str, *, least: int, most: int) -> int:
        """An integer within bounds; true and false are no integers."""
        return self._number(name, self._read(name), least, most)

    def numbers(self, name: str, *, most_items: int, most: int) -> tuple[int, ...]:
        """A list of integers from zero up to a bound."""
        return tuple(self._number(name, one, 0, most) for one in self.items(name, most=most_items))

    def _number(self, name: str, value: Json, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise FieldError(self.where, name, "is not an integer")
        if not least <= value <= most:
            raise FieldError(self.where, name, f"is not between {least} and {most}")
        return value

    def flag(self, name: str) -> bool:
        """True or false, nothing else."""
        value = self._read(name)
        if not isinstance(value, bool):
            raise FieldError(self.where, name, "is not true or false")
        return value

    def items(self, name: str, *, most: int, least: int = 0) -> list[Json]:
        """A list of a bounded number of items."""
        value = self._read(name)
        if not isinstance(value, list):
            raise FieldError(self.where, name, "is not a list")
        if not least <= len(value) <= most:
            raise FieldError(self.where, name, f"has not {least} to {most} items")
        return value

    def texts(self, name: str, *, most: int, least: int = 0, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(self._text(name, one, longest, 1) for one in self.items(name, most=most, least=least))

    def objects(self, name: str, *, most: int, least: int = 0) -> list[Fields]:
        """A list of objects."""
        found = self.items(name, most=most, least=least)
        return [Fields(item, f"{self.where}.{name}[{place}]") for place, item in enumerate(found)]

    def object(self, name: str) -> Fields:
        """An object inside this one."""
        return Fields(self._read(name), f"{self.where}.{name}")

    def octets(self, name: str, *, most: int, least: int = 0) -> bytes:
        """Bytes written as lower-case hexadecimal."""
        return self._octets(name, self._read(name), least, most)

    def _octets(self, name: str, value: Json, least: int, most: int) -> bytes:
        text = self._text(name, value, 2 * most, 2 * least)
        if not HEXADECIMAL.fullmatch(text):
            raise FieldError(self.where, name, "is not lower-case hexadecimal")
        return bytes.fromhex(text)

    def octet_list(self, name: str, *, size: int, most: int, least: int = 0) -> tuple[bytes, ...]:
        """A list of byte strings of one size."""
        return tuple(self._octets(name, one, size, size) for one in self.items(name, most=most, least=least))

    def instant(self, name: str) -> datetime:
        """An instant in UTC with microseconds, in the one spelling that is accepted."""
        text = self.text(name, longest=32)
        if not INSTANT.fullmatch(text):
            raise FieldError(self.where, name, "is not an instant in UTC")
        return self.choice(name, datetime.fromisoformat).astimezone(UTC)

    def day(self, name: str) -> date:
        """A day of the calendar."""
        if not DAY.fullmatch(self.text(name, longest=10)):
            raise FieldError(self.where, name, "is not a date")
        return self.choice(name, date.fromisoformat)

    def choice(self, name: str, known: Callable[[str], T]) -> T:
        """A string that `known`, an enumeration or a parser, accepts."""
        try:
            return known(self.text(name))
        except ValueError:
            raise FieldError(self.where, name, "has a value that is not known") from None


def instant_text(at: datetime) -> str:
    """The one spelling of an instant: UTC, six decimals, `+00:00`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
