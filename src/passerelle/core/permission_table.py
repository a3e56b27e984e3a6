"""The table itself: one row for each route, command and message type. Dull on purpose."""

from __future__ import annotations

from passerelle.core.permission import OPEN_ROUTES, ROUTES
from passerelle.core.permission_row import EntryKind, PermissionRow
from passerelle.core.role import Role

EVERYBODY = frozenset(Role)
WITH_CASE_DATA = frozenset(
    {
        Role.ANALYST,
        Role.INVESTIGATOR,
        Role.LIAISON_OFFICER,
        Role.SINGLE_POINT_OF_CONTACT,
        Role.MAGISTRATE,
        Role.LIAISON_MAGISTRATE,
        Role.CUSTOMS_OR_BORDER_OFFICER,
        Role.CENTRE_OPERATOR,
        Role.FINANCIAL_INVESTIGATOR,
        Role.ASSET_RECOVERY,
    }
)
RECORDING = WITH_CASE_DATA - {Role.MAGISTRATE, Role.LIAISON_MAGISTRATE}
ASKING = RECORDING - {Role.CUSTOMS_OR_BORDER_OFFICER, Role.CENTRE_OPERATOR}
SENDING = frozenset(
    {
        Role.INVESTIGATOR,
        Role.LIAISON_OFFICER,
        Role.SINGLE_POINT_OF_CONTACT,
        Role.MAGISTRATE,
        Role.LIAISON_MAGISTRATE,
        Role.FINANCIAL_INVESTIGATOR,
        Role.ASSET_RECOVERY,
    }
)
# People who work with protected persons read through their own pages, and send nothing from group files.
HELPING = frozenset({Role.VICTIM_SUPPORT_WORKER, Role.DUTY_OFFICER, Role.RESCUE_COORDINATOR})
SIGNING = frozenset({Role.MAGISTRATE, Role.SINGLE_POINT_OF_CONTACT})
OVERSEEING = frozenset({Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR})
ADMINISTERING = frozenset({Role.ADMINISTRATOR})


def _routes() -> tuple[PermissionRow, ...]:
    """The desk's routes as `core.permission` lists them; the desk itself asks for case and reason."""
    opened = tuple(
        PermissionRow(kind=EntryKind.ROUTE, name=name, roles=EVERYBODY, is_open=True)
        for name in sorted(OPEN_ROUTES)
    )
    return opened + tuple(
        PermissionRow(kind=EntryKind.ROUTE, name=name, roles=roles) for name, roles in ROUTES.items()
    )


def _command(name: str, roles: frozenset[Role], *, case: bool = True, note: str = "") -> PermissionRow:
    return PermissionRow(
        kind=EntryKind.COMMAND, name=name, roles=roles, needs_case=case, needs_reason=True, note=note
    )


def _open_command(name: str, note: str) -> PermissionRow:
    return PermissionRow(kind=EntryKind.COMMAND, name=name, roles=EVERYBODY, is_open=True, note=note)


def _message(name: str, roles: frozenset[Role], *, case: bool, note: str = "") -> PermissionRow:
    return PermissionRow(
        kind=EntryKind.MESSAGE, name=name, roles=roles, needs_case=case, needs_reason=case, note=note
    )


COMMANDS = (
    _open_command("intake", "without a node it reads the given files, counts, and keeps nothing"),
    _open_command("screen", "reads only given files"),
    _open_command("compare", "reads only given files"),
    _open_command("link", "reads only given files"),
    _open_command("document check", "reads only given files"),
    _open_command("money patterns", "reads only given files"),
    _open_command("verify", "a court expert's command; reads only given files"),
    _open_command("demo", "the invented world"),
    _open_command("node init", "sets up a new node, which holds nothing yet"),
    _open_command("node serve", "started by whoever runs the machine; people sign in on it"),
    _open_command("distress", "nothing delays it (rule 18)"),
    _command("intake store", RECORDING, note="intake into a node"),
    _command("ask", ASKING),
    _command("hits", ASKING, note="what came of the questions; opening the conversation"),
    _command("release", SENDING),
    _command("recall", SENDING),
    _command("case open", RECORDING | SIGNING, case=False),
    _command("case close", RECORDING | SIGNING),
    _command("user add", ADMINISTERING, case=False),
    _command("user remove", ADMINISTERING, case=False),
    _command("peer add", ADMINISTERING, case=False, note="its key is checked out of band"),
    _command("agreement add", SIGNING, case=False),
    _command("agreement sign", SIGNING, case=False),
    _command("journal verify", OVERSEEING | ADMINISTERING, case=False, note="hashes only, no content"),
    _command("journal export", OVERSEEING, case=False, note="for the supervisory authority"),
)
MESSAGES = (
    _message("hello", ADMINISTERING, case=False, note="keys and certificates; holds no data"),
    _message("question", ASKING, case=True),
    _message("answer", ASKING, case=False, note="made by the node itself, within its budget"),
    _message("hit", ASKING, case=True),
    _message("offer", SENDING, case=True),
    _message("release", SENDING, case=True),
    _message("correction", SENDING, case=True),
    _message("restriction", SENDING, case=True),
    _message("recall", SENDING, case=True),
    _message("receipt", EVERYBODY, case=False, note="made by the node itself after the commit"),
    _message("refusal", EVERYBODY, case=False, note="made by the node itself; names no datum"),
    _message("head", EVERYBODY, case=False, note="the journal's head, for partners to witness"),
)
PERMISSIONS: tuple[PermissionRow, ...] = _routes() + COMMANDS + MESSAGES
