"""What this node knows of its partners, read from its own tables in the transaction of the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.partners import UnknownPartnerError, partner, party
from passerelle.store.models import Node, Service

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.core.env import Env
    from passerelle.protocol.card import NodeCard


@dataclass(frozen=True, slots=True)
class StoreDirectory:
    """The protocol's view of the tables of one node."""

    env: Env

    def card(self, node: str) -> NodeCard | None:
        """The card of a trusted node; None for a stranger."""
        try:
            return partner(self.env, node).card
        except UnknownPartnerError:
            return None

    def relays(self, node: str) -> Collection[str]:  # noqa: ARG002 - the protocol asks per node
        """Nobody: every node carries its own messages."""
        return ()

    def incarnation(self, node: str) -> int:
        """The highest incarnation seen of this node."""
        rows = Node.objects.using(self.env.database).filter(id=node)
        return rows.values_list("incarnation_seen", flat=True).first() or 0

    def has_agreement(self, agreement: str, service: str) -> bool:
        """Whether the agreement is here and joins that service to ours."""
        found = agreement_of(self.env, agreement)
        if found is None:
            return False
        rows = Service.objects.using(self.env.database).filter(id__in=[service, self.env.service])
        known = {row.id: party(row) for row in rows}
        if set(known) != {service, self.env.service}:
            return False
        return found.joins(known[self.env.service], known[service])
