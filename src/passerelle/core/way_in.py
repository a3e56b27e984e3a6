"""Who may use which route, command and message type: one table, `permission_table.PERMISSIONS`.

What is not in the table does not start: asking about it raises. A role that is
allowed still reaches only what its cases, `core.clearance` and `core.policy`
leave.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.permission_row import EntryKind
from passerelle.core.permission_table import PERMISSIONS
from passerelle.core.refusal_reason import RefusalReason
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.core.party import ServiceKind
    from passerelle.core.permission_row import PermissionRow
    from passerelle.core.role import Role


class UnlistedError(PasserelleError):
    """A way in has no row in the permission table; it does not start."""

    def __init__(self, kind: EntryKind, name: str) -> None:
        super().__init__(f"the {kind} {name[:60]!r} is not in the permission table; add its row first")


def way_in(kind: EntryKind, name: str) -> PermissionRow:
    """The row of this way in; raises UnlistedError."""
    try:
        return _rows()[kind, name]
    except KeyError:
        raise UnlistedError(kind, name) from None


def allowed(kind: EntryKind, name: str, role: Role | None, *, case: str = "", reason: str = "") -> Decision:
    """Whether somebody of this role (None: not signed in) may use it with this case and reason."""
    row = way_in(kind, name)
    clause = f"{row.kind} {row.name}"
    if not row.is_open and (role is None or role not in row.roles):
        return Refuse(RefusalReason.ROLE, clause)
    if row.needs_case and not case.strip():
        return Refuse(RefusalReason.CASE_MISSING, "rule 11")
    if row.needs_reason and not reason.strip():
        return Refuse(RefusalReason.REASON_MISSING, "rule 11")
    return Permit(clause)


def may_come_from(message: str, service: ServiceKind) -> Decision:
    """Whether a message of this kind is taken from a service of that kind."""
    row = way_in(EntryKind.MESSAGE, message)
    clause = f"{row.kind} {row.name}"
    return Permit(clause) if service in row.services else Refuse(RefusalReason.SENDER, clause)


def require_listed(kind: EntryKind, names: Iterable[str]) -> None:
    """Nothing, where every one of these ways in has its row; raises UnlistedError."""
    for name in names:
        way_in(kind, name)


@cache
def _rows() -> Mapping[tuple[EntryKind, str], PermissionRow]:
    return {(row.kind, row.name): row for row in PERMISSIONS}
