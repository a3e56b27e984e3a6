"""A parsed TOML table that is emptied key by key, so that what nobody asked for is refused by name."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum
    from zoneinfo import ZoneInfo

    from passerelle.errors import PasserelleError

Word = TypeVar("Word", bound="StrEnum")
Absent = TypeVar("Absent")
MISSING: Any = object()
KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")
HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?")


class TomlTable:
    """One table; every `take…` removes its key, and `close` refuses what is left."""

    def __init__(
        self,
        values: dict[str, Any],
        text: str,
        refuse: Callable[[str, str, int], PasserelleError],
        *,
        section: str = "",
        position: int = 0,
    ) -> None:
        self._values = values
        self._text = text
        self._refuse = refuse
        self._section = section
        self._position = position

    def error(self, key: str, problem: str) -> PasserelleError:
        """The error about a key of this table, with its line where the text shows it."""
        path = f"{self._section}[{self._position + 1}].{key}" if self._section else key
        return self._refuse(path, problem, self._line(key))

    def close(self) -> None:
        """Refuse the first key that nobody took."""
        for key in self._values:
            raise self.error(key, "this key is not known")

    def peek(self, key: str) -> Any:
        """The value, left in place; None where it is absent."""
        return self._values.get(key)

    def drop(self, key: str) -> None:
        """The key counts as taken, present or not."""
        self._values.pop(key, None)

    def take(self, key: str) -> Any:
        """The value of a required key."""
        if key not in self._values:
            raise self.error(key, "it is missing")
        return self._values.pop(key)

    def text_of(self, key: str, absent: str = MISSING) -> str:
        """A text that is not blank; a given `absent` makes it optional."""
        if absent is not MISSING and key not in self._values:
            return absent
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, "a text")
        return value

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.error(key, f"a whole number from {least} to {most}")
        return value

    def flag(self, key: str) -> bool:
        """True only where it is written `true`; absent is false."""
        value = self._values.pop(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "true or false")
        return value

    def texts(self, key: str, *, required: bool = False) -> list[str]:
        """A list of texts; an optional one may be absent, but is never written empty."""
        if not required and key not in self._values:
            return []
        value = self.take(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise self.error(key, "a list of one text or more")
        return value

    def words(self, key: str, kind: type[Word], *, required: bool = False) -> frozenset[Word]:
        """A list of words of a closed vocabulary."""
        return frozenset(self._as_word(key, one, kind) for one in self.texts(key, required=required))

    @overload
    def word(self, key: str, kind: type[Word]) -> Word: ...
    @overload
    def word(self, key: str, kind: type[Word], absent: Absent) -> Word | Absent: ...
    def word(self, key: str, kind: type[Word], absent: Any = MISSING) -> Any:
        """One word of a closed vocabulary; a given `absent` makes it optional."""
        if absent is not MISSING and key not in self._values:
            return absent
        return self._as_word(key, self.text_of(key), kind)

    def table(self, key: str) -> TomlTable | None:
        """The table under this key, or None."""
        if key not in self._values:
            return None
        value = self._values.pop(key)
        if not isinstance(value, dict):
            raise self.error(key, "a table")
        return TomlTable(value, self._text, self._refuse, section=key)

    def instant(self, key: str, zone: ZoneInfo) -> datetime:
        """An instant; a date means its first midnight in the zone."""
        return self._instant(key, zone, days=0)

    def last_instant(self, key: str, zone: ZoneInfo) -> datetime | None:
        """The first instant after it; a date is the last day, and an end that is open is written so."""
        if self.peek(key) == "open":
            self.drop(key)
            return None
        return self._instant(key, zone, days=1)

    def _instant(self, key: str, zone: ZoneInfo, *, days: int) -> datetime:
        match self.take(key):
            case datetime() as instant if instant.tzinfo is not None:
                return instant.astimezone(UTC)
            case datetime():
                raise self.error(key, "an instant needs its offset, like 2020-12-31T23:00:00Z")
            case date() as day:
                return datetime.combine(day + timedelta(days=days), time(), zone).astimezone(UTC)
            case _:
                raise self.error(key, "a date, or an instant with its offset")

    def tables(self, key: str, *, required: bool = True) -> list[TomlTable]:
        """The array of tables under this key; one at least, but an optional one may be absent."""
        if not required and key not in self._values:
            return []
        value = self.take(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
            raise self.error(key, f"at least one [[{key}]]")
        return [
            TomlTable(one, self._text, self._refuse, section=key, position=position)
            for position, one in enumerate(value)
        ]

    def _as_word(self, key: str, word: str, kind: type[Word]) -> Word:
        try:
            return kind(word)
        except ValueError:
            raise self.error(key, f"{word[:40]!r} is none of {', '.join(kind)}") from None

    def _line(self, key: str) -> int:
        """The line of the key, else of its table's header, else 0; read from the text, for people only."""
        section, count, header = "", -1, 0
        for number, line in enumerate(self._text.splitlines(), start=1):
            if found := HEADER.match(line):
                section = found[1]
                count += section == self._section
                if section == self._section and count == self._position:
                    header = number
            elif (
                (found := KEY.match(line))
                and found[1] == key
                and section == self._section
                and (not section or count == self._position)
            ):
                return number
        return header
