"""The table itself: one row for each route, command and message type. Dull on purpose."""

from __future__ import annotations

from passerelle.core.clearance import INQUIRY
from passerelle.core.party import ServiceKind
from passerelle.core.permission import (
    ASKERS,
    NUMBER_ASKERS,
    OBJECTING,
    OPEN_ROUTES,
    RELEASERS,
    REQUEST_ANSWERERS,
    REQUEST_COUNTERS,
    REQUEST_READERS,
    REQUESTERS,
    ROUTES,
)
from passerelle.core.permission_row import EntryKind, PermissionRow
from passerelle.core.retention import HOLD_SETTERS
from passerelle.core.role import Role

EVERYBODY = frozenset(Role)
WITH_CASE_DATA = INQUIRY
RECORDING = WITH_CASE_DATA - {Role.MAGISTRATE, Role.LIAISON_MAGISTRATE}
ASKING = ASKERS
SENDING = RELEASERS
# People who work with protected persons read through their own pages, and send nothing from group files.
HELPING = frozenset({Role.VICTIM_SUPPORT_WORKER, Role.DUTY_OFFICER, Role.RESCUE_COORDINATOR})
LEADING = WITH_CASE_DATA | HELPING
SIGNING = frozenset({Role.MAGISTRATE, Role.SINGLE_POINT_OF_CONTACT})
OVERSEEING = frozenset({Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR})
# The single point of contact speaks for the State that issues.
DECLARING = frozenset({Role.SINGLE_POINT_OF_CONTACT})
DECIDING = frozenset({Role.DATA_PROTECTION_OFFICER})
HOLDING_BACK = frozenset().union(*HOLD_SETTERS.values())
ADMINISTERING = frozenset({Role.ADMINISTRATOR})
CARRYING = SENDING | ADMINISTERING

EVERY_SERVICE = frozenset(ServiceKind)
# Readmission has its own store, and nothing flows to or from it (rule 22).
HOLDING = EVERY_SERVICE - {ServiceKind.READMISSION}
# Those who inquire ask; those who help, rescue, judge a complaint or study do not look for people (rule 20).
INQUIRING = frozenset(
    {
        ServiceKind.POLICE,
        ServiceKind.CUSTOMS,
        ServiceKind.BORDER_GUARD,
        ServiceKind.PROSECUTOR,
        ServiceKind.COURT,
        ServiceKind.FIU,
        ServiceKind.ASSET_RECOVERY,
        ServiceKind.MINISTRY_OF_FINANCE,
        ServiceKind.INTERNATIONAL_BODY,
    }
)


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


def _message(
    name: str, roles: frozenset[Role], services: frozenset[ServiceKind], *, case: bool, note: str = ""
) -> PermissionRow:
    return PermissionRow(
        kind=EntryKind.MESSAGE,
        name=name,
        roles=roles,
        services=services,
        needs_case=case,
        needs_reason=case,
        note=note,
    )


COMMANDS = (
    _open_command("intake", "without a node it reads the given files, counts, and keeps nothing"),
    _open_command("document check", "reads only given files"),
    _open_command("document chip", "reads given files, and a node's lists of certificates where it is named"),
    _open_command("document barcode", "reads given files, and a node's lists where it is named"),
    _open_command("link", "reads only given files"),
    _open_command("series features", "a vocabulary; about nobody"),
    _open_command("series compare", "reads only given files"),
    _open_command("money patterns", "reads only given files"),
    _open_command("money read", "reads only given files"),
    _open_command("money map", "reads only given files"),
    _open_command("money chart", "reads only given files"),
    _open_command("money report", "reads only given files"),
    _open_command("money trace", "reads only given files"),
    _open_command("compare", "reads only given files"),
    _open_command("screen", "reads only given files"),
    _open_command("distress send", "life first: no account, no case and no reason stand before a call"),
    _open_command("distress serve", "the same, as a page; it knows no node"),
    _open_command("distress acknowledge", "said by whoever watches the calls; it reads none"),
    _open_command("distress key", "makes a key, reads nothing"),
    _open_command("distress log", "opens nothing without the secret half, which no node holds"),
    _open_command("distress hold", "keeps a log from being erased, reads nothing"),
    _open_command("distress prune", "erases old days that nobody holds, reads nothing"),
    _open_command("demo", "the invented world"),
    _open_command("node init", "sets up a new node, which holds nothing yet"),
    _open_command("node card", "what is handed to partners; it holds no personal data"),
    _open_command("node migrate", "changes tables, reads nobody's data"),
    _open_command("run", "started by whoever runs the machine; people sign in on it"),
    _open_command("journal verify", "hashes only; it must not depend on the tables that it verifies"),
    _command(
        "node trust", ADMINISTERING, case=False, note="open while the node is set up and has no officer"
    ),
    _command(
        "officer add", ADMINISTERING, case=False, note="open while the node is set up and has no officer"
    ),
    _command("officer link", ADMINISTERING, case=False, note="signs one named officer in, once"),
    _command("officer end", ADMINISTERING, case=False, note="the last administrator stays"),
    _command("officer resume", ADMINISTERING, case=False, note="as it was, with the cases it had"),
    _command("case open", LEADING, case=False, note="for a purpose that the role works for"),
    _command("case member", LEADING, note="a member admits another"),
    _command("case leave", LEADING, note="an open case keeps a member"),
    _command("case close", LEADING),
    _command("trust add", ADMINISTERING, case=False, note="certificates of authorities; about nobody"),
    _command("trust withdraw", ADMINISTERING, case=False, note="certificates of authorities; about nobody"),
    _command("trust list", ADMINISTERING, case=False, note="certificates of authorities; about nobody"),
    _command("node rotate", ADMINISTERING, case=False, note="the node's own sealing key"),
    _command("node restored", ADMINISTERING, case=False, note="a new incarnation; holds no data"),
    _command("node part", SIGNING, case=False, note="whoever signs an agreement ends the cooperation"),
    _command("node distrust", SIGNING | ADMINISTERING, case=False, note="at once, day or night"),
    _command("node since", SIGNING | ADMINISTERING, case=False, note="ids of messages, no content"),
    _command("node confirm", SIGNING | ADMINISTERING, case=False, note="a partner's new key, read aloud"),
    _command("node revoke", SIGNING | ADMINISTERING, case=False, note="at once, day or night"),
    _command("node via", ADMINISTERING, case=False, note="a hub carries and cannot read"),
    _command("node carry", ADMINISTERING, case=False, note="a hub carries and cannot read"),
    _command("agreement add", SIGNING, case=False, note="open while the node is set up and has no officer"),
    _command("agreement sign", SIGNING, case=False, note="open while the node is set up and has no officer"),
    _command("agreement show", EVERYBODY, case=False, note="a legal text; about nobody"),
    _command("agreement list", EVERYBODY, case=False, note="a legal text; about nobody"),
    _command(
        "intake store",
        RECORDING | {Role.VICTIM_SUPPORT_WORKER},
        note="into a case whose purpose the role works for",
    ),
    _command("ask", ASKING),
    _command("hits", ASKING, note="what came of the questions; opening the conversation"),
    _command("release", SENDING),
    _command("declared add", DECLARING, note="numbers of our own State alone, never a holder (rule 20)"),
    _command("declared look", RECORDING),
    _command(
        "declared ask", NUMBER_ASKERS, note="the one number in hand, under the purpose of a document check"
    ),
    _command("series record", RECORDING, note="what a person saw on a document, and nothing of its holder"),
    _command("series propose", RECORDING),
    _command("series confirm", RECORDING, note="a person's judgement with its reason"),
    _command("series undo", RECORDING, note="what stood before stands again"),
    _command("declared contest", OBJECTING, note="closes the number at once, before it is examined"),
    _command("declared decide", DECIDING, note="data protection, and never who declared"),
    _command("declared objections", OBJECTING, note="about numbers; no holder stands in it"),
    _command("declared withdraw", DECLARING, note="recalled from every partner that had it"),
    _command("explain", WITH_CASE_DATA, note="reads and sends nothing"),
    _command("recall", SENDING),
    _command("correct", SENDING),
    _command("restrict", SENDING),
    _command("owed", SENDING, note="what newer files changed reaches every holder"),
    _command("judge show", ASKING, note="ids and what follows; no value is printed"),
    _command("judge pair", ASKING, note="a person's judgement with its reason; a decision across categories"),
    _command("judge undo", ASKING, note="what stood before stands again"),
    _command("hold set", HOLDING_BACK, note="each kind by the authority it belongs to (rule 12)"),
    _command("hold lift", HOLDING_BACK, note="each kind by the authority it belongs to (rule 12)"),
    _command("envelope export", CARRYING, case=False, note="sealed: who carries it cannot read it"),
    _command("envelope import", CARRYING, case=False, note="sealed: who carries it cannot read it"),
    _command("propose", SENDING, note="a change to what a partner released; its owner makes it"),
    _command("feedback", SENDING, note="what came of what a partner released, or of its proposal"),
    _command("consent ask", SENDING, note="of the owner, for one third service (rule 4)"),
    _command("consent list", SENDING, note="references and counts; no value is printed"),
    _command("consent give", SENDING, note="by the owner, for one item and one recipient (rule 4)"),
    _command("consent decline", SENDING),
    _command("request list", REQUEST_READERS, note="those of one's cases, and those of nobody's"),
    _command("request show", REQUEST_READERS),
    _command("request register", REQUEST_READERS, note="as it came through a channel; its clock runs"),
    _command("request make", REQUESTERS),
    _command("request give", SENDING, note="unasked: what policy lets go, as a release"),
    _command("request step", REQUESTERS, note="an order's steps by a magistrate"),
    _command("request answer", REQUEST_ANSWERERS, note="an order by a magistrate; a closed list refuses"),
    _command("request copy", REQUEST_READERS, note="the text for a channel, and the reference it gave"),
    _command("request statistics", REQUEST_COUNTERS, note="counts of requests; about nobody"),
    _command("request contacts", REQUEST_READERS, case=False, note="offices and their hours; about nobody"),
    _command("permission give", SENDING, note="for one item and one recipient (rules 1, 4, 5 and 20)"),
    _command("permission confirm", SENDING, note="the second person, where a permission takes two"),
    _command("permission revoke", SENDING),
)
MESSAGES = (
    _message("hello", ADMINISTERING, EVERY_SERVICE, case=False, note="keys and certificates; holds no data"),
    _message("question", ASKING, INQUIRING, case=True),
    _message("answer", ASKING, EVERY_SERVICE, case=False, note="made by the node itself, within its budget"),
    _message("hit", ASKING, INQUIRING, case=True),
    _message("offer", SENDING, HOLDING, case=True),
    _message("release", SENDING, HOLDING, case=True),
    _message("correction", SENDING, HOLDING, case=True),
    _message("restriction", SENDING, EVERY_SERVICE, case=True, note="whoever sent may tighten"),
    _message("consent-request", SENDING, HOLDING, case=True, note="the owner alone consents (rule 4)"),
    _message("consent", SENDING, HOLDING, case=True, note="the owner alone consents (rule 4)"),
    _message("onward", SENDING, HOLDING, case=True, note="with the owner's consent for each item (rule 4)"),
    _message("recall", SENDING, EVERY_SERVICE, case=True, note="whoever sent may take back"),
    _message("proposal", SENDING, HOLDING, case=True, note="the owner alone makes the change"),
    _message("feedback", SENDING, HOLDING, case=True),
    _message("request", REQUESTERS, INQUIRING, case=True, note="by a person, under an agreement's clock"),
    _message("request-answer", REQUESTERS, INQUIRING, case=True, note="by a person, from a closed list"),
    _message("revocation", ADMINISTERING | SIGNING, EVERY_SERVICE, case=False, note="of keys; holds no data"),
    _message(
        "receipt", EVERYBODY, EVERY_SERVICE, case=False, note="made by the node itself after the commit"
    ),
    _message("refusal", EVERYBODY, EVERY_SERVICE, case=False, note="made by the node itself; names no datum"),
)
PERMISSIONS: tuple[PermissionRow, ...] = _routes() + COMMANDS + MESSAGES
