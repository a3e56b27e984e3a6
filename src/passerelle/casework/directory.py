"""What this node knows of its partners, as it was when a message came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.partners import Partner, known_parties, trusted
from passerelle.store.inbox import incarnation_seen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from passerelle.core.env import Env
    from passerelle.protocol.card import NodeCard


OVERLAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StoreDirectory:
    """The protocol's view of the tables of one node, for one message: what was read stays as it was."""

    env: Env
    _trusted: Mapping[str, Partner] = field(init=False, repr=False, compare=False)
    _incarnations: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read whom we trust."""
        object.__setattr__(self, "_trusted", trusted(self.env))

    def partner(self, node: str) -> Partner | None:
        """The trusted node of that id; None for a stranger."""
        return self._trusted.get(node)

    def card(self, node: str) -> NodeCard | None:
        """The card of a trusted node; None for a stranger."""
        found = self.partner(node)
        return None if found is None else found.card

    def relays(self, node: str) -> Collection[str]:
        """The hub through which we and that node reach each other, where there is one."""
        found = self.partner(node)
        return (found.via,) if found is not None and found.via else ()

    def incarnation(self, node: str) -> int:
        """The highest incarnation seen of this node."""
        if node not in self._incarnations:
            self._incarnations[node] = incarnation_seen(self.env.database, node)
        return self._incarnations[node]

    def has_agreement(self, agreement: str, service: str) -> bool:
        """Whether the agreement is here and joins that service to ours."""
        found, known = agreement_of(self.env, agreement), known_parties(self.env)
        if found is None or not known.keys() >= {service, self.env.service}:
            return False
        return found.joins(known[self.env.service], known[service])

    def former_key(self, node: str) -> bytes | None:
        """The signing key before the card's, for a week after the new card: what it signed is under way."""
        found = self.partner(node)
        former = None if found is None else found.certified.former_key
        if found is None or former is None or self.env.now() >= found.card.issued_at + OVERLAP:
            return None
        return former
