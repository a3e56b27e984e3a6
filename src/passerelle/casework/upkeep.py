"""What a node does by itself as time passes: what ran out goes, what is not confirmed is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.erasure import erase_statements
from passerelle.casework.incidents import open_incidents
from passerelle.casework.journaling import record_by_node
from passerelle.casework.ledger_ending import expire_ledgers
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.relaying import forget_replies
from passerelle.casework.reviewing import erase_reviewed
from passerelle.protocol.journal import Act
from passerelle.store.models import Licence, Statement

if TYPE_CHECKING:
    from passerelle.core.env import Env

PORTION = 500


def keep_up(env: Env) -> None:
    """Everything that is due at this instant is done; a second time changes nothing."""
    while expire(env) or expire_ledgers(env):
        pass
    erase_reviewed(env)
    open_incidents(env)
    forget_replies(env)


def expire(env: Env) -> int:
    """How many received statements, at most 500, went as their licence ran out; a hold restricts them."""
    over = Licence.objects.using(env.database).filter(expires__lte=env.now())
    with transaction.atomic(using=env.database):
        found = list(over.order_by("expires").values_list("statement", flat=True)[:PORTION])
        if not found:
            return 0
        gone = erase_statements(env, found, state=Statement.State.ERASED)
        Licence.objects.using(env.database).filter(statement__in=found).delete()
        if gone.entities:
            reason = NodeReason.EXPIRED
            record_by_node(env, Act.ERASURE, reason=reason, case="expiry", subjects=gone.entities)
    return len(found)
