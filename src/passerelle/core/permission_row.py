"""One row of the permission table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.core.party import ServiceKind
    from passerelle.core.role import Role


class EntryKind(StrEnum):
    """A way into the node."""

    ROUTE = "route"
    COMMAND = "command"
    MESSAGE = "message"  # a partner node speaks; the role is that of whoever has it sent here


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionRow:
    """Who may use one way in, and what they must say first."""

    kind: EntryKind
    name: str
    roles: frozenset[Role]
    is_open: bool = False  # needs nobody signed in: opens no node and keeps nothing, or comes before sign-in
    needs_case: bool = False
    needs_reason: bool = False
    services: frozenset[ServiceKind] = frozenset()  # of a message: the kinds of service it is taken from
    note: str = ""
