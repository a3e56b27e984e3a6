"""`revocation`: who says it of itself is a stranger at once; of another it takes two of two countries.

One voice about another is a row for people, so that no partner alone can cut
a third off. Two voices from two countries cut it off, until a person here
trusts it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.effect import Effect
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partners import known_parties, partner
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.journal import Act
from passerelle.store.models import Inbox, Node, Notice, Voice

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Revocation

NEEDED = 2  # services, of as many countries
CUT_OFF = "a service is a stranger from now on: it, or two services of two countries, revoked its keys"
WARNED = "a partner says that another service's keys are not to be believed; a person here decides"


def apply(env: Env, message: Message, body: Revocation) -> Effect:
    """The service is a stranger, or a voice against it is noted; its own people hear of it in any case."""
    own_word = body.service == message.service
    if not own_word and body.service != env.service:
        Voice.objects.using(env.database).update_or_create(
            service=body.service,
            by=message.service,
            defaults={"reason": str(body.reason), "since": body.since, "at": env.now()},
        )
    cut_off = own_word or _countries(env, body.service) >= NEEDED
    nodes = Node.objects.using(env.database).filter(service=body.service, is_self=False)
    trusted = list(nodes.exclude(trusted_at=None).values_list("id", flat=True))
    if cut_off:
        nodes.update(trusted_at=None)
    since = Inbox.objects.using(env.database).filter(sender__in=trusted, received_at__gte=body.since)
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ALARM,
        at=env.now(),
        service=message.service,
        facts={
            "sentence": CUT_OFF if cut_off else WARNED,
            "revoked": body.service,
            "reason": str(body.reason),
            "since": body.since.isoformat(),
            "messages_since": since.count(),
        },
    )
    return Effect(act=Act.ACCESS_CHANGE, reason=NodeReason.REVOKED)


def _countries(env: Env, service: str) -> int:
    """Of how many countries the trusted services are that said so, each with one voice."""
    if service == env.service:
        return 0
    trusted = {partner(env, node).party.service for node in _trusted_nodes(env)}
    voices = set(Voice.objects.using(env.database).filter(service=service).values_list("by", flat=True))
    parties = known_parties(env)
    return len({parties[one].country for one in voices & trusted - {service} if one in parties})


def _trusted_nodes(env: Env) -> list[str]:
    rows = Node.objects.using(env.database).filter(is_self=False).exclude(trusted_at=None)
    return list(rows.values_list("id", flat=True))
