"""Through which channel a request goes, and the reference that shows it went there.

SIENA is the statutory channel (Directive (EU) 2023/977 article 13(1)). What
this platform carries is a copy for it: either its SIENA reference is kept, or
one of the three reasons of article 13(2) says why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.request_kind import RequestKind
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from passerelle.core.country_status import CountryTable


class Channel(StrEnum):
    """How it came or goes."""

    NODE = "node"  # from node to node
    SIENA = "siena"
    I_24_7 = "i-24-7"  # Interpol
    SELEC = "selec"


class ChannelReason(StrEnum):
    """Why not by SIENA (article 13(2)); no other reason is one."""

    THIRD_STATE = "third-state"  # a third State or an international body takes part
    URGENCY = "urgency"  # another channel is faster, for a time
    INCIDENT = "incident"  # an unexpected technical or operational failure


STATUTORY = frozenset({RequestKind.INFORMATION, RequestKind.OWN_INITIATIVE})
COPIED = (Channel.SIENA, Channel.I_24_7, Channel.SELEC)


class ChannelCopyError(PasserelleError):
    """A copy has neither a reference nor a reason, or both, or cannot go there; nothing was written."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"{problem}; nothing was written. Give the reference that the channel gave it, or for SIENA "
            "one of the three reasons of article 13(2)."
        )


@dataclass(frozen=True, slots=True)
class ChannelCopy:
    """The copy in a channel: its reference there, or for SIENA the reason why there is none."""

    channel: Channel
    reference: str = ""
    reason: ChannelReason | None = None

    def __post_init__(self) -> None:
        """Raises ChannelCopyError."""
        if self.channel not in COPIED:
            raise ChannelCopyError("what goes from node to node is no copy")
        if bool(self.reference.strip()) == bool(self.reason):
            raise ChannelCopyError("a copy has its reference, or the reason why there is none")
        if self.reason and self.channel is not Channel.SIENA:
            raise ChannelCopyError("only for SIENA does the law want a reason")


def owed_copies(kind: RequestKind, used: Channel, copies: Iterable[ChannelCopy]) -> tuple[Channel, ...]:
    """The channels whose reference, or reason, is still to be kept."""
    owed = {Channel.SIENA} if kind in STATUTORY else set()
    if used in COPIED:
        owed.add(used)
    return tuple(one for one in COPIED if one in owed - {copy.channel for copy in copies})


def check_reached(channel: Channel, country: str, table: CountryTable, at: datetime) -> None:
    """Nothing, unless the channel is Interpol's and the country no member; raises ChannelCopyError."""
    if channel is Channel.I_24_7 and not table.binds(country, "INTERPOL", at):
        raise ChannelCopyError("the country is no member of Interpol and has no I-24/7")
