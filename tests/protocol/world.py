"""Two nodes with keys made from their names, and what each knows of the other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from passerelle.core.classification import Classification
from passerelle.core.grade import Grade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.statement import Statement
from passerelle.core.subject import SubjectCategory
from passerelle.protocol.bucket import AnswerKey
from passerelle.protocol.card import NodeCard
from passerelle.protocol.keys import SealingKey, SigningKey, seal

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.core.env import Files

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AGREEMENT = hashlib.sha256(b"agreement of Oberland and Unterland").hexdigest()


def drawn(name: str, size: int) -> bytes:
    return hashlib.shake_256(name.encode()).digest(size)


@cache
def sealing_key(node: str) -> SealingKey:
    return SealingKey(drawn(f"seal {node}", 96))


@dataclass(slots=True)
class WorldNode:
    """An Env over keys that are drawn from the node's name."""

    service: str
    node: str
    incarnation: int = 1
    database: str = "none"
    vault: None = None

    @property
    def files(self) -> Files:
        raise NotImplementedError

    @property
    def signing(self) -> SigningKey:
        return SigningKey(drawn(f"sign {self.service}", 32))

    @property
    def sealing(self) -> SealingKey:
        return sealing_key(self.node)

    @property
    def answering(self) -> AnswerKey:
        return AnswerKey.of(self.secret("oprf"))

    @property
    def card(self) -> NodeCard:
        return NodeCard(
            service=self.service,
            node=self.node,
            serial=1,
            issued_at=NOON,
            address=f"https://{self.node}.example:8443",
            signing_key=self.signing.public,
            sealing_key=self.sealing.public,
            oprf_key=self.answering.pair.public,
            certificate=drawn(f"certificate {self.node}", 32),
        )

    def now(self) -> datetime:
        return NOON

    def random(self, size: int) -> bytes:
        return drawn(f"random {self.node}", size)

    def new_id(self) -> str:
        return self.random(16).hex()

    def sign(self, message: bytes) -> bytes:
        return self.signing.sign(message)

    def seal(self, public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
        return seal(public_key, plaintext, info)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        return self.sealing.open(sealed, info)

    def secret(self, purpose: str) -> bytes:
        return drawn(f"{purpose} {self.node}", 32)


@dataclass(slots=True)
class WorldDirectory:
    """Cards, relays and agreements in dictionaries."""

    cards: dict[str, NodeCard]
    relays_of: dict[str, Collection[str]] = field(default_factory=dict)
    incarnations: dict[str, int] = field(default_factory=dict)
    agreements: frozenset[tuple[str, str]] = frozenset()
    former_keys: dict[str, bytes] = field(default_factory=dict)

    def card(self, node: str) -> NodeCard | None:
        return self.cards.get(node)

    def relays(self, node: str) -> Collection[str]:
        return self.relays_of.get(node, ())

    def incarnation(self, node: str) -> int:
        return self.incarnations.get(node, 0)

    def former_key(self, node: str) -> bytes | None:
        return self.former_keys.get(node)

    def has_agreement(self, agreement: str, service: str) -> bool:
        return (agreement, service) in self.agreements


OBERLAND = WorldNode("oberland", "oberland-1")
UNTERLAND = WorldNode("unterland", "unterland-1")
SEELAND = WorldNode("seeland", "seeland-1")


def directory() -> WorldDirectory:
    return WorldDirectory(
        cards={one.node: one.card for one in (OBERLAND, UNTERLAND, SEELAND)},
        relays_of={"oberland-1": ("port-lanterne-1",)},
        agreements=frozenset({(AGREEMENT, "oberland"), (AGREEMENT, "unterland")}),
    )


MARKING = Marking(
    owner="oberland",
    grade=Grade.of("B2"),
    handling=Handling(frozenset({HandlingCode.H1, HandlingCode.H3}), ("ask before any arrest",)),
    classification=Classification.BASIC,
    assertion=AssertionKind.FACT,
    category=SubjectCategory.SUSPECT,
    purpose=Purpose.GROUP_INVESTIGATION,
    legal_basis="police act article 12",
    agreement="",
    review=date(2027, 5, 1),
)


def statement(number: int = 1, marking: Marking = MARKING) -> Statement:
    return Statement(
        record=drawn(f"record {number}", 16).hex(),
        version=1,
        salt=drawn(f"salt {number}", 16),
        marking=marking.digest,
        entity=drawn(f"entity {number}", 16).hex(),
        schema="Person",
        prop="phone",
        value=f"+0000000{number}",
        source="OBL-S-1",
    )
