"""What a node knows of its partners when it sends or receives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.protocol.card import NodeCard


class Directory(Protocol):
    """Read from the store in the transaction of the message; it never asks the network."""

    def card(self, node: str) -> NodeCard | None:
        """The card of a partner node, followed back to a key that was checked; None for a stranger."""

    def relays(self, node: str) -> Collection[str]:
        """The nodes that may carry messages of this one besides itself."""

    def incarnation(self, node: str) -> int:
        """The highest incarnation seen of this node, 0 at first."""

    def has_agreement(self, agreement: str, service: str) -> bool:
        """True when that service and ours are both parties to an agreement of this id, in force or not."""

    def former_key(self, node: str) -> bytes | None:
        """The signing key before the card's, while what it signed is still under way; None once it is not."""
