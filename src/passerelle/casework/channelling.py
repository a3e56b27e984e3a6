"""The copy of a request in SIENA, I-24/7 or SELEC: its text here, its reference there, kept once.

This platform is no statutory channel and reaches none of them: a person files
the text there, and writes here which reference it was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.agreements import agreement_of
from passerelle.casework.journaling import record
from passerelle.casework.judging import table_for
from passerelle.casework.partners import own
from passerelle.casework.requests import one_request, progress
from passerelle.core.request_channel import ChannelCopyError, check_reached
from passerelle.core.request_copy import Heading, copy_text
from passerelle.protocol.journal import Act
from passerelle.store.models import RequestCopy
from passerelle.store.requests import content_of

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.request_channel import Channel, ChannelCopy
    from passerelle.core.request_copying import EuropolCopy
    from passerelle.store.models import Request


def channel_text(env: Env, access: Access, name: str, channel: Channel) -> str:
    """The form to file in this channel; making it is a disclosure, and in the journal as one."""
    row = one_request(env, access, name)
    content, now = content_of(row), env.now()
    if content is None:
        raise AbsentError("request")
    check_reached(channel, row.country, table_for(own(env).party), now)
    stands, agreement = progress(env, row), agreement_of(env, row.agreement)
    due = stands.deadlines(now)[0]
    heading = Heading(
        channel=channel,
        sender=own(env).party.name,
        recipient=row.other,
        country=row.country,
        our_reference=row.reference if row.direction == "made" else row.id,
        their_reference="" if row.direction == "made" else row.reference,
        agreement=agreement.title if agreement else "",
        receipt=stands.receipt,
        due=due.in_force,
        europol=_europol(row),
    )
    with transaction.atomic(using=env.database):
        record(
            env,
            access,
            Act.DISCLOSURE,
            subjects=[row.id],
            recipients=[row.node or row.country],
            reference=f"request {row.id} for {channel}",
        )
    return copy_text(heading, content, stands.answer)


def keep_copy(env: Env, access: Access, name: str, copy: ChannelCopy) -> None:
    """The reference, or for SIENA the reason why there is none, is on file; it is written once."""
    with transaction.atomic(using=env.database):
        row = one_request(env, access, name, lock=True)
        if copy.reason is None:
            check_reached(copy.channel, row.country, table_for(own(env).party), env.now())
        kept = RequestCopy.objects.using(env.database).filter(request=row, channel=copy.channel)
        if kept.exclude(reference="").exists():
            raise ChannelCopyError("its reference in this channel is on file")
        # A reason says why there is none yet; a reference that comes later takes its place.
        kept.delete()
        RequestCopy.objects.using(env.database).create(
            request=row,
            channel=copy.channel,
            reference=copy.reference.strip(),
            reason=str(copy.reason or ""),
            at=env.now(),
            officer=access.officer,
        )
        reference = f"request {row.id} {copy.channel}"
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=reference)


def decide_europol(env: Env, access: Access, name: str, copy: EuropolCopy) -> None:
    """Whether Europol has a copy of it, and why, as a person decided for this request."""
    with transaction.atomic(using=env.database):
        row = one_request(env, access, name, lock=True)
        row.europol, row.europol_reason = copy.copied, copy.reason.strip()
        row.save(using=env.database, update_fields=["europol", "europol_reason"])
        reference = f"request {row.id} europol {'yes' if copy.copied else 'no'}"
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=reference)


def _europol(row: Request) -> str:
    if row.europol is None:
        return ""
    return f"{'yes' if row.europol else 'no'}: {row.europol_reason}"
