"""`release`: statements with their markings, each under a licence that names this recipient alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.card import checked_id
from passerelle.protocol.fields import instant_text
from passerelle.protocol.messages.wire import read_marking, read_statement, statement_json

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.canonical import Json
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement
    from passerelle.protocol.fields import Fields

MOST_ITEMS = 500
LONGEST_CLAUSE = 128


class ReleaseError(PasserelleError):
    """A release lacks a marking that its statements name, or carries one too many; none was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What the recipient may do, by which clause, until when."""

    recipient: str  # service id
    clause: str
    agreement: str
    expiry: datetime
    onward: bool = False  # whether the recipient may ask to pass it on at all

    def as_json(self) -> dict[str, Json]:
        """The wire form."""
        return {
            "recipient": self.recipient,
            "clause": self.clause,
            "agreement": self.agreement,
            "expiry": instant_text(self.expiry),
            "onward": self.onward,
        }

    @classmethod
    def of(cls, fields: Fields) -> Licence:
        """The licence read strictly."""
        return cls(
            recipient=fields.choice("recipient", checked_id),
            clause=fields.text("clause", longest=LONGEST_CLAUSE),
            agreement=fields.text("agreement", longest=LONGEST_CLAUSE),
            expiry=fields.instant("expiry"),
            onward=fields.flag("onward"),
        )


@dataclass(frozen=True, slots=True)
class ReleaseItem:
    """One statement, its marking and its licence."""

    statement: Statement
    marking: Marking
    licence: Licence


@dataclass(frozen=True, slots=True)
class Release:
    """What goes out in one message; each marking is written once."""

    items: tuple[ReleaseItem, ...]

    def as_json(self) -> dict[str, Json]:
        """The body."""
        return items_json(self.items)

    @classmethod
    def of(cls, fields: Fields) -> Release:
        """The body read strictly; every statement's marking is there, and no other."""
        return cls(read_items(fields))


def items_json(items: tuple[ReleaseItem, ...]) -> dict[str, Json]:
    """The markings, each once, and the items under them."""
    markings = {one.digest: one for one in dict.fromkeys(item.marking for item in items)}
    written: list[Json] = [
        {"statement": statement_json(item.statement), "licence": item.licence.as_json()} for item in items
    ]
    return {"markings": [markings[key].as_json() for key in sorted(markings)], "items": written}


def read_items(fields: Fields) -> tuple[ReleaseItem, ...]:
    """The items read strictly; every statement's marking is there, and no other."""
    found = [read_marking(one) for one in fields.objects("markings", least=1, most=MOST_ITEMS)]
    markings = {marking.digest: marking for marking in found}
    items = tuple(_item(one, markings) for one in fields.objects("items", least=1, most=MOST_ITEMS))
    if {item.statement.marking for item in items} != set(markings) or len(markings) != len(found):
        raise ReleaseError("a marking is not needed by any statement, or comes twice")
    return items


def _item(fields: Fields, markings: dict[str, Marking]) -> ReleaseItem:
    statement = read_statement(fields.object("statement"))
    if statement.marking not in markings:
        raise ReleaseError(f"{fields.where}: the statement's marking did not come with it")
    return ReleaseItem(statement, markings[statement.marking], Licence.of(fields.object("licence")))
