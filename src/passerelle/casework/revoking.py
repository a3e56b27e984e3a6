"""Saying to every partner that a service's keys are not to be believed any more, one's own or another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.journaling import record
from passerelle.casework.parting import distrust
from passerelle.casework.partners import own, partner, partners
from passerelle.casework.posting import put
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Revocation, RevocationReason

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.env import Env


def revoke(env: Env, access: Access, node: str, reason: RevocationReason, since: datetime) -> int:
    """How many partners are told; another's node is a stranger here from now on."""
    target = partner(env, node)
    others = [one for one in partners(env) if one.party.service != target.party.service]
    with transaction.atomic(using=env.database):
        for one in others:
            put(env, one.node, Revocation(target.party.service, reason, since))
        nodes = [one.node for one in others]
        record(env, access, Act.ACCESS_CHANGE, recipients=nodes, reference=f"revoked {target.party.service}")
        if target.party.service != own(env).party.service:
            for one in partners(env):
                if one.party.service == target.party.service:
                    distrust(env, access, one.node)
    return len(others)
