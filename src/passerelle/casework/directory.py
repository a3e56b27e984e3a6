"""What this node knows of its partners, read from its own tables once for a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.partners import Partner, UnknownPartnerError, partner, party
from passerelle.store.models import Service

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.core.env import Env
    from passerelle.protocol.card import NodeCard


@dataclass(frozen=True, slots=True)
class StoreDirectory:
    """The protocol's view of the tables of one node, for one message: what was read stays as it was."""

    env: Env
    _read: dict[str, Partner | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def partner(self, node: str) -> Partner | None:
        """The trusted node of that id; None for a stranger."""
        if node not in self._read:
            try:
                self._read[node] = partner(self.env, node)
            except UnknownPartnerError:
                self._read[node] = None
        return self._read[node]

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
        found = self.partner(node)
        return 0 if found is None else found.incarnation

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
