"""Whether this node can do its work: sign, open, write its journal, and tell the time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

from django.db import transaction
from django.db.models import Max

from passerelle.casework.partners import own_or_none
from passerelle.protocol.journal import Act, JournalLeaf
from passerelle.protocol.keys import signature_holds
from passerelle.store import journal
from passerelle.store.models import Inbox

if TYPE_CHECKING:
    from passerelle.core.env import Env

PROBE = b"passerelle-readiness/1"
BACKWARDS = timedelta(minutes=5)


class _UndoneError(Exception):
    """Takes the trial line back out of the journal."""


def is_ready(env: Env) -> bool:
    """Whether all of it works now; nothing of the trial remains."""
    own = own_or_none(env)
    if own is None or not signature_holds(own.card.signing_key, PROBE, env.sign(PROBE)):
        return False
    if env.open(env.seal(own.card.sealing_key, PROBE, PROBE), PROBE) != PROBE:
        return False
    latest = Inbox.objects.using(env.database).aggregate(latest=Max("received_at"))["latest"]
    if latest is not None and env.now() < latest - BACKWARDS:
        return False
    return _journal_can_be_written(env)


def _journal_can_be_written(env: Env) -> bool:
    leaf = JournalLeaf(
        act=Act.OVERSIGHT, at=env.now(), officer=env.node, role="node", reason="readiness", case="readiness"
    )
    try:
        with transaction.atomic(using=env.database):
            journal.append(env.database, [leaf.to_bytes()])
            _undo()
    except _UndoneError:
        return True


def _undo() -> NoReturn:
    raise _UndoneError
