"""One numbered clause of an agreement: it permits or forbids what it names.

An absent condition covers everything. Where a condition could be read two
ways, a permitting clause takes the narrow reading and a forbidding clause the
wide one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.vocabulary import is_a

if TYPE_CHECKING:
    from passerelle.core.classification import Classification
    from passerelle.core.handling import Handling, HandlingCode
    from passerelle.core.party import Party, Regime
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory
    from passerelle.core.transfer import Transfer


class Effect(StrEnum):
    """What a clause does."""

    PERMIT = "permit"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Conditions are all to be met; an empty one is met by anything."""

    number: str
    effect: Effect
    text: str = ""
    senders: frozenset[str] = frozenset()  # service ids, names, kinds or countries
    recipients: frozenset[str] = frozenset()
    schemata: frozenset[str] = frozenset()  # those that extend them too
    properties: frozenset[str] = frozenset()  # `name`, or `Person.name`
    purposes: frozenset[Purpose] = frozenset()
    categories: frozenset[SubjectCategory] = frozenset()
    classification: Classification | None = None  # permit: up to it; forbid: from it
    handling: frozenset[HandlingCode] = frozenset()  # permit: no other code; forbid: any of them
    regimes: frozenset[Regime] = frozenset()  # the recipient's

    def applies(self, transfer: Transfer) -> bool:
        """Whether every condition is met."""
        marking = transfer.marking
        return (
            _names(self.senders, transfer.sender)
            and _names(self.recipients, transfer.recipient)
            and covers_schema(self.schemata, transfer.schema)
            and self._covers_property(transfer.schema, transfer.prop)
            and (not self.purposes or transfer.purpose in self.purposes)
            and (not self.categories or marking.category in self.categories)
            and (not self.regimes or transfer.recipient.regime in self.regimes)
            and self._covers_classification(marking.classification)
            and self._covers_handling(marking.handling)
        )

    def _covers_property(self, schema: str, prop: str) -> bool:
        if not self.properties:
            return True
        return any(
            prop == name and (not owner or is_a(schema, owner))
            for owner, _, name in (one.rpartition(".") for one in self.properties)
        )

    def _covers_classification(self, found: Classification) -> bool:
        if self.classification is None:
            return True
        if self.effect is Effect.PERMIT:
            return found.level <= self.classification.level
        return found.level >= self.classification.level

    def _covers_handling(self, found: Handling) -> bool:
        if not self.handling:
            return True
        if self.effect is Effect.PERMIT:
            return found.codes <= self.handling
        return not found.codes.isdisjoint(self.handling)


def covers_schema(listed: frozenset[str], schema: str) -> bool:
    """Whether the schema is one of those listed, or extends one; an empty list covers all."""
    return not listed or any(is_a(schema, one) for one in listed)


def _names(listed: frozenset[str], party: Party) -> bool:
    return not listed or not listed.isdisjoint({party.service, party.name, party.kind, party.country})
