"""What goes out to one recipient: the form that leaves, its licence, the envelope, the line in the ledger."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max

from passerelle.casework.journaling import record
from passerelle.casework.posting import put
from passerelle.core.agreement import Onward
from passerelle.core.redaction import Redacted, redact
from passerelle.core.statement import SALT_BYTES
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import (
    Correction,
    Licence,
    Recall,
    RecallItem,
    Release,
    ReleaseItem,
    Restriction,
)
from passerelle.store.bulk import copy_many, stored_instant
from passerelle.store.models import Disclosure, Marking, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.access import Access
    from passerelle.casework.judging import Judged
    from passerelle.casework.partners import Partner
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.statement import Statement as StatementValue

LEDGER = (
    "record",
    "version",
    "statement",
    "recipient",
    "agreement",
    "clause",
    "officer",
    "envelope",
    "at",
    "recall_envelope",
    "recall_outcome",
)
ONE_DAY = timedelta(days=1)

Carrying = Release | Correction | Restriction


class NotTheOwnerError(PasserelleError):
    """Only a record's owner recalls or offers it; nothing was sent."""

    def __init__(self) -> None:
        super().__init__("this record is another service's, or was never released; nothing was sent")


def form(env: Env, to: Partner, statement: StatementValue) -> Redacted:
    """The form that leaves: its source becomes a reference that means something to us alone."""
    origin = f"{to.node}|{statement.source or statement.record}".encode()
    reference = hmac.new(env.secret("source-reference"), origin, hashlib.sha256).hexdigest()[:32]
    return redact(statement, salt=env.random(SALT_BYTES), reference=reference)


def item(env: Env, to: Partner, terms: Agreement, clause: str, one: Judged) -> ReleaseItem:
    """What was permitted under this clause, as it leaves."""
    return ReleaseItem(form(env, to, one.statement).statement, one.marking, licence(to, terms, clause, one))


def licence(to: Partner, terms: Agreement, clause: str, one: Judged) -> Licence:
    """What the recipient may do with it, and until when."""
    expiry = datetime.combine(one.marking.review, time(), UTC) + ONE_DAY
    return Licence(
        recipient=to.party.service,
        clause=clause,
        agreement=terms.id,
        expiry=min(expiry, terms.valid_until or expiry),
        onward=terms.onward is Onward.WITH_CONSENT,
    )


def send(env: Env, access: Access, to: Partner, terms: Agreement, body: Carrying) -> str:
    """The id of the message in the outbox; the ledger and the journal say who has what."""
    name = put(env, to.node, body, agreement=terms.id, case=access.reference)
    at = stored_instant(env.database, env.now())
    rows = (
        (
            item.statement.record,
            item.statement.version,
            item.statement.id,
            to.node,
            terms.id,
            item.licence.clause,
            access.officer,
            name,
            at,
            "",
            "",
        )
        for item in body.items
    )
    copy_many(env.database, Disclosure, LEDGER, rows)
    subjects = sorted({item.statement.entity for item in body.items})
    record(env, access, Act.DISCLOSURE, subjects=subjects, recipients=[to.node], reference=name)
    return name


def check_owner(env: Env, records: Sequence[str]) -> None:
    """Nothing, once all of the records are our own; raises NotTheOwnerError."""
    rows = Statement.objects.using(env.database).filter(record__in=records)
    markings = set(rows.values_list("marking", flat=True))
    owners = set(
        Marking.objects.using(env.database).filter(digest__in=markings).values_list("owner", flat=True)
    )
    if owners != {env.service}:
        raise NotTheOwnerError


def recall_from(env: Env, access: Access, record_id: str, node: str) -> str:
    """The id of the recall put to this node, of every version that it has or may still get."""
    ledger = Disclosure.objects.using(env.database).filter(record=record_id, recipient=node)
    last = ledger.aggregate(last=Max("version"))["last"]
    agreement = ledger.order_by("-at", "-id").values_list("agreement", flat=True)[0]
    body = Recall((RecallItem(record_id, last),), "recalled by its owner")
    name = put(env, node, body, agreement=agreement, case=access.reference)
    ledger.filter(recall_confirmed_at=None).update(recall_envelope=name, recall_asked_at=env.now())
    rows = Statement.objects.using(env.database).filter(record=record_id)
    subjects = sorted(set(rows.values_list("entity", flat=True)))
    record(env, access, Act.DISCLOSURE, subjects=subjects, recipients=[node], reference=name)
    return name
