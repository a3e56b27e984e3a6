"""`onward`: another service's statements come through a partner, each with its owner's consent for us.

They stand here as if the owner had released them: it alone corrects and
recalls them, and nobody passes them on without asking it again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.effects.release import Origin, in_force, notify, require_covered, take
from passerelle.casework.indexing import local_hits
from passerelle.casework.key_index import index_keys
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.noticing import notify_local_hits
from passerelle.casework.partners import keys_of, own, trusted
from passerelle.casework.signature import unsigned
from passerelle.core.notice_kind import NoticeKind
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Licence, Outcome, RefusalCode, ReleaseItem

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Onward, OnwardItem
    from passerelle.protocol.messages.consent import Consent


def apply(env: Env, name: str, message: Message, body: Onward) -> Effect:
    """What its owner lets us have is here; what it recalled meanwhile stays away."""
    # 1. What the bringer and we agreed covers each item.
    terms = in_force(env, Origin(message.service, message.node, message.agreement))
    for item in body.items:
        require_covered(terms, item.marking, item.statement)
    # 2. Its owner, whom we know, signed that this very form comes from this bringer to us.
    read = [_consented(env, message, item) for item in body.items]
    origin = _origin(env, read[0])
    if {(one.node, one.agreement) for one in read} != {(origin.node, origin.agreement)}:
        raise RefusedError(RefusalCode.CONSENT_INVALID)
    # 3. From there on it is the owner's own release, under what the owner and we agreed.
    items = [
        ReleaseItem(item.statement, item.marking, _licence(consent))
        for item, consent in zip(body.items, read, strict=True)
    ]
    taken = take(env, origin, items)
    counts = Counter(item.statement.entity for item in taken)
    notify_local_hits(env, local_hits(env, index_keys(env, sorted(counts))), case="")
    notify(env, name, message, counts, NoticeKind.ARRIVAL)
    return Effect(
        act=Act.COLLECTION,
        reason=NodeReason.PASSED_ON,
        subjects=tuple(sorted(counts)),
        outcome=Outcome.TAKEN if taken else Outcome.TOMBSTONE,
    )


def _consented(env: Env, message: Message, item: OnwardItem) -> Consent:
    owner = item.marking.owner
    keys = keys_of(env, [owner]).get(owner)
    if keys is None or owner in {env.service, message.service}:
        raise RefusedError(RefusalCode.OWNER_UNKNOWN)
    try:
        consent = item.consent.read(keys)
    except PasserelleError:
        raise RefusedError(RefusalCode.CONSENT_INVALID) from None
    statement = item.statement
    said = (consent.owner, consent.holder, consent.recipient, consent.purpose)
    thing = (consent.record, consent.version, consent.statement)
    if said != (owner, message.service, env.service, item.marking.purpose):
        raise RefusedError(RefusalCode.CONSENT_INVALID)
    if thing != (statement.record, statement.version, statement.id):
        raise RefusedError(RefusalCode.CONSENT_INVALID)
    return consent


def _origin(env: Env, consent: Consent) -> Origin:
    known = trusted(env).get(consent.node)
    agreement = agreement_of(env, consent.agreement)
    if known is None or known.party.service != consent.owner:
        raise RefusedError(RefusalCode.OWNER_UNKNOWN)
    if agreement is None or not agreement.joins(known.party, own(env).party):
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if unsigned(env, agreement, own(env).party, known.party):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_SIGNED, "signatures")
    return Origin(consent.owner, consent.node, consent.agreement)


def _licence(consent: Consent) -> Licence:
    return Licence(
        recipient=consent.recipient,
        clause=consent.clause,
        agreement=consent.agreement,
        expiry=consent.expiry,
        # To pass it on again takes another consent of its owner, which may be asked for.
        onward=True,
    )
