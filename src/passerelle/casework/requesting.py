"""A request made, or registered as it came through a channel: whole, under an agreement, with its copies.

The receipt is the server's. Who registers what a channel received earlier may
only say an earlier instant: no hand gives a clock more time (rule 14).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.agreements import UnknownAgreementError, agreement_of
from passerelle.casework.cross_checking import held_here, keys_in, require_sayable
from passerelle.casework.journaling import record
from passerelle.casework.judging import table_for
from passerelle.casework.partners import own, partner
from passerelle.casework.posting import put
from passerelle.casework.sharing import release
from passerelle.casework.signature import require_signed
from passerelle.casework.way_in import require_may_send
from passerelle.core.clearance import readable_purposes
from passerelle.core.request_channel import Channel, check_reached
from passerelle.core.request_copying import ContactCopy
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_step import Happened, Step
from passerelle.core.retention import first_review
from passerelle.core.role import Role
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Kind
from passerelle.protocol.messages import Request as RequestBody
from passerelle.store.models import Request
from passerelle.store.requests import write_step

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.request_content import RequestContent
    from passerelle.core.request_copying import EuropolCopy


class RequestRefusedError(PasserelleError):
    """The request cannot be made or registered so; nothing was sent or written."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; nothing was sent or written")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSide:
    """Who asks, or is asked: a partner's node, or a service that only a channel reaches."""

    node: str = ""
    name: str = ""
    country: str = ""
    channel: Channel = Channel.NODE
    reference: str = ""  # the requester's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Under which agreement, and who has a copy."""

    agreement: str
    contact: ContactCopy = field(default_factory=ContactCopy)
    europol: EuropolCopy | None = None


def register(
    env: Env, access: Access, content: RequestContent, other: OtherSide, terms: Terms, *, received: datetime
) -> str:
    """The id of a request that came through a channel, checked against what is held; its clock runs."""
    if other.channel is Channel.NODE or not other.reference.strip():
        raise RequestRefusedError("a request of a channel has the reference that it bears there")
    _check(env, access, content, terms)
    with transaction.atomic(using=env.database):
        row = received_row(env, content, terms.contact, at=min(received, env.now()))
        _fill(env, row, other, terms)
        row.officer = access.officer
        row.save(using=env.database, force_insert=True)
        record(env, access, Act.COLLECTION, subjects=[row.id, *row.found], reference=f"request {row.id}")
    return row.id


def make(env: Env, access: Access, content: RequestContent, other: OtherSide, terms: Terms) -> str:
    """The id of a request to the other side; sent where it has a node, else for the channel's copy."""
    require_may_send(access, Kind.REQUEST)
    if content.kind is RequestKind.OWN_INITIATIVE:
        raise RequestRefusedError("what is given unasked is no request")
    agreement = _check(env, access, content, terms)
    require_sayable(env, content)
    with transaction.atomic(using=env.database):
        row = _made(env, access, content, other, terms)
        if row.node:
            to = partner(env, row.node)
            _require_between(env, agreement, content, to.node)
            body = RequestBody(content, terms.contact)
            row.message = put(env, to.node, body, agreement=agreement.id, case=access.reference)
        row.save(using=env.database, force_insert=True)
        record(
            env,
            access,
            Act.DISCLOSURE,
            subjects=[row.id],
            recipients=[row.node or row.country],
            reference=row.message or f"request {row.id}",
        )
    return row.id


def give_unasked(
    env: Env,
    access: Access,
    content: RequestContent,
    other: OtherSide,
    terms: Terms,
    *,
    entities: Sequence[str],
    only: Collection[str] | None = None,
) -> str:
    """The id of information given on one's own initiative (article 7): released, and on file as given."""
    if content.kind is not RequestKind.OWN_INITIATIVE:
        raise RequestRefusedError("what was asked for is answered, and not given unasked")
    _check(env, access, content, terms)
    with transaction.atomic(using=env.database):
        (sent,) = release(
            env, access, entities=entities, recipients=[other.node], agreement=terms.agreement, only=only
        )
        row = _made(env, access, content, other, terms)
        row.concluded_at = env.now()
        row.review = first_review(row.concluded_at.date())
        row.save(using=env.database, force_insert=True)
        given = Happened(
            step=Step.ANSWERED, at=row.concluded_at, delivered=tuple(one.ref for one in content.parts)
        )
        write_step(env.database, row, given, officer=access.officer, releases=sent.messages)
        record(env, access, Act.DISCLOSURE, subjects=[row.id, *entities], reference=f"request {row.id}")
    return row.id


def received_row(env: Env, content: RequestContent, contact: ContactCopy, *, at: datetime) -> Request:
    """The row of a request that came, cross-checked, not yet written."""
    keys = keys_in(content)
    return Request(
        id=env.new_id(),
        direction=Direction.RECEIVED,
        kind=content.kind,
        urgency=content.urgency,
        purpose=content.purpose,
        receipt=at,
        content=RequestBody(content, contact).as_json(),
        keys=keys,
        found=held_here(env, keys),
        no_copy=str(contact.no_copy or ""),
    )


def _made(env: Env, access: Access, content: RequestContent, other: OtherSide, terms: Terms) -> Request:
    row = received_row(env, content, terms.contact, at=env.now())
    row.direction = Direction.MADE
    _fill(env, row, other, terms)
    row.reference = access.reference if not other.reference else other.reference
    row.case, row.officer = access.case, access.officer
    row.by_contact_point = access.role is Role.SINGLE_POINT_OF_CONTACT
    return row


def _fill(env: Env, row: Request, other: OtherSide, terms: Terms) -> None:
    """The other side and the terms; a node's name and country are those of its card."""
    row.agreement, row.channel, row.reference = terms.agreement, other.channel, other.reference.strip()
    if other.node:
        known = partner(env, other.node)
        row.node, row.other, row.country = known.node, known.party.name, known.party.country
    elif other.name.strip() and other.country.strip():
        row.other, row.country = other.name.strip(), other.country.strip().lower()
    else:
        raise RequestRefusedError("name the other side's service and its country")
    if other.channel is not Channel.NODE:
        check_reached(other.channel, row.country, table_for(own(env).party), env.now())
        row.node = ""
    elif not row.node:
        raise RequestRefusedError("a service without a node is reached through a channel")
    if terms.europol is not None:
        row.europol, row.europol_reason = terms.europol.copied, terms.europol.reason


def _check(env: Env, access: Access, content: RequestContent, terms: Terms) -> Agreement:
    agreement = agreement_of(env, terms.agreement)
    if agreement is None:
        raise UnknownAgreementError
    if content.purpose not in readable_purposes(access.role):
        raise RequestRefusedError("your role does not work for this purpose")
    if content.purpose not in agreement.purposes or not agreement.is_in_force(env.now()):
        raise RequestRefusedError("the agreement is not in force, or not for this purpose")
    if content.kind is RequestKind.INFORMATION and agreement.deadlines is None:
        raise RequestRefusedError("the agreement sets no time to answer")
    return agreement


def _require_between(env: Env, agreement: Agreement, content: RequestContent, node: str) -> None:
    ours, theirs = own(env).party, partner(env, node).party
    require_signed(env, agreement, ours, theirs)
    joined = agreement.joins(ours, theirs)
    if not joined or not agreement.admits(ours, theirs, content.purpose, env.now()):
        raise RequestRefusedError("the agreement does not join the two services for this purpose")
