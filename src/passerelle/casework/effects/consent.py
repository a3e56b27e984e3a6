"""`consent-request`, `consent`: a person here decides, or what an owner decided is kept.

The receipt of a request is the same whether we know the records or not: only
those that we released to this very node wait in the inbox.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partners import keys_of
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Outcome, RefusalCode
from passerelle.store.models import Consent as ConsentRow
from passerelle.store.models import Disclosure, Notice, Outbox, Statement

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import ConsentAnswer, ConsentRequest
    from passerelle.protocol.messages.consent import Consent, SignedConsent


def asked(env: Env, name: str, message: Message, body: ConsentRequest) -> Effect:
    """A row waits in the inbox for what this node has of ours."""
    ledger = Disclosure.objects.using(env.database).filter(recipient=message.node, recall_asked_at=None)
    versions = {item.record: item.version for item in body.items}
    held = set(ledger.filter(record__in=versions).values_list("record", "version"))
    found = sorted(item for item in versions.items() if item in held)
    if found:
        facts = {
            "message": name,
            "node": message.node,
            "agreement": message.agreement,
            "to": body.recipient,
            "versions": [list(one) for one in found],
            "statements": len(found),
            "note": body.note,
        }
        _notify(env, message, NoticeKind.CONSENT_ASKED, facts)
    return Effect(act=Act.DISCLOSURE, reason=NodeReason.CONSENT_ASKED, outcome=Outcome.WAITING)


def answered(env: Env, name: str, message: Message, body: ConsentAnswer) -> Effect:
    """The consents that hold are kept; raises RefusedError where one is not its owner's, for us, for now."""
    ours = Outbox.objects.using(env.database).filter(id=body.of_message, recipient=message.node)
    if body.given and not ours.exists():
        raise RefusedError(RefusalCode.CONSENT_INVALID)
    keys = keys_of(env, [message.service]).get(message.service, frozenset())
    read = [(signed, _checked(env, message, signed, keys)) for signed in body.given]
    statements = {consent.statement for _, consent in read}
    rows = Statement.objects.using(env.database).filter(id__in=statements, arrived_from=message.node)
    held = set(rows.filter(state=Statement.State.LIVE).values_list("id", "record", "version"))
    kept = [one for one in read if (one[1].statement, one[1].record, one[1].version) in held]
    for signed, consent in kept:
        ConsentRow.objects.using(env.database).update_or_create(
            statement=consent.statement,
            recipient=consent.recipient,
            defaults={
                "record": consent.record,
                "content": signed.content,
                "signature": signed.signature,
                "expires": consent.expiry,
            },
        )
    facts = {"message": name, "node": message.node, "statements": len(kept), "note": body.note}
    _notify(env, message, NoticeKind.CONSENT, facts)
    return Effect(act=Act.ACCESS_CHANGE, reason=NodeReason.CONSENT_ANSWERED)


def _checked(env: Env, message: Message, signed: SignedConsent, keys: frozenset[bytes]) -> Consent:
    try:
        consent = signed.read(keys)
    except PasserelleError:
        raise RefusedError(RefusalCode.CONSENT_INVALID) from None
    said = (consent.owner, consent.node, consent.holder)
    if said != (message.service, message.node, env.service) or consent.expiry <= env.now():
        raise RefusedError(RefusalCode.CONSENT_INVALID)
    return consent


def _notify(env: Env, message: Message, kind: NoticeKind, facts: dict[str, object]) -> None:
    Notice.objects.using(env.database).create(
        id=env.new_id(), kind=kind, at=env.now(), service=message.service, facts=facts
    )
