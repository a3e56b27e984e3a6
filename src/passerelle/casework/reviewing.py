"""The review of a concluded request: first after six months, renewed with a reason, or its content goes.

Past its review the content is invisible at once, and erased within 24 hours
unless a hold keeps the case (rule 12). What the yearly statistics count stays:
it tells of nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.requests import one_request
from passerelle.core.permission import REQUEST_ANSWERERS
from passerelle.core.retention import first_review, has_passed
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.holds import current
from passerelle.store.models import Request, RequestStep
from passerelle.store.wiping import wipe_after_commit

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env


class ReviewError(PasserelleError):
    """The request is not under review, or not for this officer to renew; it stands as before."""

    def __init__(self) -> None:
        super().__init__(
            "only a concluded request whose content is still here is renewed, by the contact point, a "
            "liaison officer or a magistrate; it stands as before"
        )


def renew(env: Env, access: Access, name: str) -> None:
    """The content stays for six more months, for the reason of this access."""
    with transaction.atomic(using=env.database):
        row = one_request(env, access, name, lock=True)
        if row.review is None or not row.content or access.role not in REQUEST_ANSWERERS:
            raise ReviewError
        row.review = first_review(env.now().date())
        row.save(using=env.database, update_fields=["review"])
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=f"request {row.id} renewed")


def erase_reviewed(env: Env) -> int:
    """How many requests lost their content now, because nobody renewed them and nothing holds their case."""
    rows = Request.objects.using(env.database).filter(review__lt=env.now().date(), erased_at=None)
    with transaction.atomic(using=env.database):
        held = set(current(env.database, env.now()).exclude(case="").values_list("case", flat=True))
        gone = [
            row.id for row in rows.exclude(case__in=held) if row.review and has_passed(row.review, env.now())
        ]
        if gone:
            _empty(env, gone)
            record_by_node(env, Act.ERASURE, reason=NodeReason.REQUEST_REVIEWED, case="review", subjects=gone)
    return len(gone)


def _empty(env: Env, names: list[str]) -> None:
    rows = Request.objects.using(env.database).filter(Q(id__in=names))
    rows.update(content={}, keys=[], found=[], europol_reason="", erased_at=env.now())
    steps = RequestStep.objects.using(env.database).filter(request__in=names)
    steps.update(text="")
    for one in steps.exclude(refused=[]):
        one.refused = [{**part, "text": ""} for part in one.refused]
        one.save(using=env.database, update_fields=["refused"])
    wipe_after_commit(env.database)
