"""A legal instrument as data: who, until when, for what, which clauses.

Its id is the SHA-256 of its exact bytes, so what the parties signed is what
decides. Signatures are kept beside it; nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from passerelle.core.classification import Classification
    from passerelle.core.clause import Clause
    from passerelle.core.joint_centre import JointCentre
    from passerelle.core.party import Party, ServiceKind
    from passerelle.core.purpose import Purpose
    from passerelle.core.subject import SubjectCategory

SIGNATURE_FORMAT = "passerelle-agreement-signature/1"
CONFIRM_DAYS = 7
MOST_KEYS = 50  # in one question, whatever the agreement says
BUCKET_TAGS = 128  # where the agreement says nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementParty:
    """A service, or every service of a kind in a country; an empty part is met by any."""

    name: str
    service: str = ""
    kind: ServiceKind | None = None
    country: str = ""

    def is_met_by(self, party: Party) -> bool:
        """Whether the service is this party."""
        return (
            self.service in {"", party.service}
            and self.kind in {None, party.kind}
            and self.country in {"", party.country}
        )


class AgreementKind(StrEnum):
    """What the parties made: an exchange between them, or a centre that others may join."""

    EXCHANGE = "exchange"
    JOINT_CENTRE = "joint-centre"


class Onward(StrEnum):
    """What the agreement says about passing on what was received under it."""

    WITH_CONSENT = "with-consent"
    NEVER = "never"


class Confirms(StrEnum):
    """Who opens the conversation after a hit (rule 28)."""

    ASKER = "asker"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTerms:
    """How much may be asked, and what asking reveals."""

    keys: int
    per_day: int
    bucket_bits: int
    reveals: str
    confirms: Confirms
    bucket_tags: int = BUCKET_TAGS  # how many tags an answer shows for each bucket, whatever it holds
    bits_per_day: int = 0  # for each purpose; 0: as many as `per_day` questions of `keys` keys cost
    names: str = ""  # the number of the clause that allows keys made of names; "": none does

    def cost(self, keys: int) -> int:
        """The bits that a question of so many keys costs: what both sides together learn at most.

        A yes or no tells the asker at most one bit of each key, and the bucket's
        number tells the asked node `bucket_bits` of it.
        """
        return keys * (1 + self.bucket_bits)

    @property
    def budget(self) -> int:
        """The bits that the questions of one day may cost, for each purpose apart."""
        return self.bits_per_day or self.per_day * self.cost(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Time to answer from the server's receipt (Directive (EU) 2023/977 article 5)."""

    urgent_direct_hours: int
    urgent_indirect_days: int
    other_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the parties signed."""

    id: str
    title: str
    source: str
    doubts: str
    zone: str  # whose calendar and midnight its dates mean
    valid_from: datetime
    valid_until: datetime | None  # the first instant at which it is no longer in force
    parties: tuple[AgreementParty, ...]
    purposes: frozenset[Purpose]
    categories: frozenset[SubjectCategory]
    schemata: frozenset[str]
    classification: Classification
    onward: Onward
    instruments: frozenset[str]  # bases of the country table that must bind both countries
    clauses: tuple[Clause, ...]
    questions: QuestionTerms | None = None  # None: no question may be asked under it
    deadlines: Deadlines | None = None
    refusals: tuple[str, ...] = ()  # the closed list of rule 15
    confirm_days: int = CONFIRM_DAYS  # a correction or recall not confirmed by then is an open incident
    centre: JointCentre | None = None  # of a joint centre: who belongs to it, and what is kept back

    def joins(self, first: Party, second: Party) -> bool:
        """Whether both are parties, as two different parties or two services of one."""
        if first.service == second.service:
            return False
        return all(any(one.is_met_by(party) for one in self.parties) for party in (first, second))

    def allows_names(self, purpose: Purpose) -> bool:
        """Whether the clause that its questions cite lets names be asked about for this purpose."""
        if self.questions is None or not self.questions.names:
            return False
        cited = [one for one in self.clauses if one.number == self.questions.names]
        return any(not one.purposes or purpose in one.purposes for one in cited)

    def is_in_force(self, at: datetime) -> bool:
        """Whether it binds at this instant."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def admits(self, first: Party, second: Party, purpose: Purpose, at: datetime) -> bool:
        """Whether the purpose is the agreement's, and in a joint centre both have joined for it."""
        if purpose not in self.purposes:
            return False
        return self.centre is None or all(self.centre.admits(one, purpose, at) for one in (first, second))

    def withholds(
        self, sender: Party, recipient: Party, category: SubjectCategory, purpose: Purpose, at: datetime
    ) -> bool:
        """Whether the sender, as a member of a joint centre, keeps this category back from the recipient."""
        return self.centre is not None and self.centre.withholds(sender, recipient, category, purpose, at)

    @property
    def signed_bytes(self) -> bytes:
        """What each party signs: the id, under a format of its own so that no other signature fits."""
        return canonical([SIGNATURE_FORMAT, self.id])


def unsigned_parties(
    agreement: Agreement,
    signatures: Mapping[str, bytes],
    services: Iterable[Party],
    verify: Callable[[str, bytes, bytes], bool],
) -> tuple[str, ...]:
    """The names of the parties whose signature is missing or wrong, in order; empty when all signed.

    A party is signed when a known service that meets it signed; `signatures` are by service id.
    """
    signed = signers(agreement, signatures, services, verify)
    return tuple(party.name for party in agreement.parties if not any(party.is_met_by(one) for one in signed))


def signers(
    agreement: Agreement,
    signatures: Mapping[str, bytes],
    services: Iterable[Party],
    verify: Callable[[str, bytes, bytes], bool],
) -> tuple[Party, ...]:
    """Those of the services whose signature under the agreement's id holds."""
    return tuple(
        one
        for one in services
        if one.service in signatures and verify(one.service, agreement.signed_bytes, signatures[one.service])
    )
