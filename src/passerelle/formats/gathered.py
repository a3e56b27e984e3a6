"""Facts gathered for one draft: trimmed, never empty, never twice, in the order they were read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Fact
from passerelle.core.statement import LONGEST_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.subject import SubjectCategory

NOTHING = frozenset({"", "-0-", "-", "na", "n/a", "none", "null"})


def trimmed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def short_digest(*parts: str) -> str:
    """A stable name for what has no publisher's id, that does not show what it is made of."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


class Gathered:
    """Facts in the making."""

    def __init__(self, publisher_id: str, schema: str, line: int) -> None:
        self.publisher_id = publisher_id
        self.schema = schema
        self.line = line
        self.left: list[str] = []
        self.category: SubjectCategory | None = None
        self._facts: dict[tuple[str, str, str], Fact] = {}

    def __contains__(self, prop: str) -> bool:
        return any(fact.prop == prop for fact in self._facts.values())

    def add(self, prop: str, value: str, original: str = "", language: str = "") -> None:
        """The value is kept once, unless it is empty or a publisher's sign for nothing."""
        value = trimmed(value)
        if value.lower() in NOTHING:
            return
        for start in range(0, len(value), LONGEST_VALUE):
            part = value[start : start + LONGEST_VALUE]
            kept = original if original != part and len(original) <= LONGEST_VALUE else ""
            self._facts.setdefault((prop, part, language), Fact(prop, part, language, kept))

    def add_all(self, prop: str, values: Iterable[str], original: str = "") -> None:
        """Every value is kept."""
        for value in values:
            self.add(prop, value, original)

    def draft(self, records: int = 1) -> Draft:
        """What was gathered, accounting for that many records."""
        return Draft(
            publisher_id=self.publisher_id,
            schema=self.schema,
            line=self.line,
            facts=tuple(self._facts.values()),
            records=records,
            left=tuple(self.left),
            category=self.category,
        )


def document(
    holder: Gathered,
    *,
    number: str,
    kind: str = "",
    country: str = "",
    issued: str = "",
    expires: str = "",
    note: str = "",
    passport: bool = False,
    original: str = "",
) -> Draft:
    """A passport or identity document of the holder; its number is also a fact of the holder."""
    holder.add("passportNumber" if passport else "idNumber", number, original)
    name = f"{holder.publisher_id}.document.{short_digest(str(passport), trimmed(number), trimmed(country))}"
    made = Gathered(name, "Passport" if passport else "Identification", holder.line)
    made.add("holder", holder.publisher_id)
    made.add("number", number, original)
    made.add("type", kind)
    made.add("country", country)
    made.add("startDate", issued)
    made.add("endDate", expires)
    made.add("summary", note)
    return made.draft(records=0)
