"""`onward`: items of another service, unchanged, each with its owner's signed consent for this recipient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.protocol.messages.consent import SignedConsent
from passerelle.protocol.messages.release import MOST_ITEMS, ReleaseError
from passerelle.protocol.messages.wire import read_marking, read_statement, statement_json

if TYPE_CHECKING:
    from passerelle.core.canonical import Json
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement
    from passerelle.protocol.fields import Fields


@dataclass(frozen=True, slots=True)
class OnwardItem:
    """One statement as its owner gave it, its marking, and the consent that is its licence."""

    statement: Statement
    marking: Marking
    consent: SignedConsent


@dataclass(frozen=True, slots=True)
class Onward:
    """What is passed on in one message, all of one owner; each marking is written once."""

    items: tuple[OnwardItem, ...]

    def as_json(self) -> dict[str, Json]:
        """The body."""
        markings = {item.marking.digest: item.marking for item in self.items}
        written: list[Json] = [
            {"statement": statement_json(item.statement), "consent": item.consent.as_json()}
            for item in self.items
        ]
        return {"markings": [markings[key].as_json() for key in sorted(markings)], "items": written}

    @classmethod
    def of(cls, fields: Fields) -> Onward:
        """The body read strictly; every statement's marking is there and no other, and one owner's alone."""
        found = [read_marking(one) for one in fields.objects("markings", least=1, most=MOST_ITEMS)]
        markings = {marking.digest: marking for marking in found}
        items = tuple(_item(one, markings) for one in fields.objects("items", least=1, most=MOST_ITEMS))
        if {item.statement.marking for item in items} != set(markings) or len(markings) != len(found):
            raise ReleaseError("a marking is not needed by any statement, or comes twice")
        if len({marking.owner for marking in found}) > 1:
            raise ReleaseError("the items are of more than one owner")
        return cls(items)


def _item(fields: Fields, markings: dict[str, Marking]) -> OnwardItem:
    statement = read_statement(fields.object("statement"))
    if statement.marking not in markings:
        raise ReleaseError(f"{fields.where}: the statement's marking did not come with it")
    consent = SignedConsent.of(fields.object("consent"))
    return OnwardItem(statement, markings[statement.marking], consent)
