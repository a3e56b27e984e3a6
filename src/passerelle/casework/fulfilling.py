"""What is done with a request until it is answered; each step is written, told and journalled at once.

A person answers (rule 8), part by part, with codes of the agreement's closed
list (rule 15). What is delivered is a release: nothing leaves that policy does
not permit. Orders between magistrates are decided by a magistrate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.agreements import UnknownAgreementError, agreement_of
from passerelle.casework.journaling import record
from passerelle.casework.posting import put
from passerelle.casework.requests import one_request, progress
from passerelle.casework.sharing import release
from passerelle.casework.way_in import require_may_send
from passerelle.core.permission import ORDER_DECIDERS, REQUEST_ANSWERERS
from passerelle.core.request_answer import divide
from passerelle.core.request_channel import Channel
from passerelle.core.request_clock import Standing
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_step import Step
from passerelle.core.retention import first_review
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Kind, RequestAnswer
from passerelle.store.models import Request
from passerelle.store.requests import content_of, write_step

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.request_answer import PartRefused
    from passerelle.core.request_copying import EuropolCopy

OURS = {
    Direction.RECEIVED: frozenset(Step) - {Step.CLARIFIED, Step.ANSWERED},
    Direction.MADE: frozenset({Step.CLARIFIED}),
}
DECIDED = frozenset({Step.RECOGNISED, Step.EXECUTED})


class RequestStepError(PasserelleError):
    """The step cannot be made now, or not by this officer; the request stands as before."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; the request stands as before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What an answer delivers: statements about these entities, all that may go or only those chosen."""

    entities: Sequence[str] = ()
    only: Collection[str] | None = None


def do_step(env: Env, access: Access, name: str, said: RequestAnswer) -> None:
    """The step is made, and the other side told where it has a node; `of_message` is filled in here."""
    with transaction.atomic(using=env.database):
        row = _open(env, access, name)
        _check_step(env, access, row, said)
        _write(env, access, row, said, ())


def answer(
    env: Env,
    access: Access,
    name: str,
    *,
    refusals: Sequence[PartRefused] = (),
    text: str = "",
    europol: EuropolCopy | None = None,
    giving: Giving | None = None,
) -> None:
    """Every part is delivered or refused, and the request is concluded; its review is in six months."""
    with transaction.atomic(using=env.database):
        row = _open(env, access, name)
        _check_answer(access, row, europol)
        agreement, content = agreement_of(env, row.agreement), content_of(row)
        if agreement is None or content is None:
            raise UnknownAgreementError
        parts = divide([one.ref for one in content.parts], refusals, agreement)
        releases = _give(env, access, row, giving or Giving()) if parts.delivered else ()
        if europol is not None:
            row.europol, row.europol_reason = europol.copied, europol.reason
        said = RequestAnswer(
            of_message=row.message,
            step=Step.ANSWERED,
            text=text.strip(),
            delivered=parts.delivered,
            refused=parts.refused,
        )
        _write(env, access, row, said, releases)


def file_under(env: Env, access: Access, name: str) -> None:
    """The request stands in the case of this access from now on."""
    with transaction.atomic(using=env.database):
        row = _open(env, access, name)
        row.case = access.case
        row.save(using=env.database, update_fields=["case"])
        record(env, access, Act.ALTERATION, subjects=[row.id], reference=f"request {row.id} filed")


def join(env: Env, access: Access, name: str, same_as: str) -> None:
    """The request is another over again: it is not counted twice, and the first receipt holds for both."""
    with transaction.atomic(using=env.database):
        row, kept = _open(env, access, name), _open(env, access, same_as)
        if row.id == kept.id or (row.direction, row.country) != (kept.direction, kept.country):
            raise RequestStepError("these are two requests")
        Request.objects.using(env.database).filter(duplicate_of=row.id).update(duplicate_of=kept.id)
        row.duplicate_of = kept.id
        _conclude(env, row)
        row.save(using=env.database, update_fields=["duplicate_of", "concluded_at", "review"])
        reference = f"request {row.id} is {kept.id}"
        record(env, access, Act.COMBINATION, subjects=[row.id, kept.id], reference=reference)


def close(env: Env, row: Request, said: RequestAnswer) -> None:
    """An answer concludes the request."""
    if said.step is Step.ANSWERED:
        _conclude(env, row)
        row.save(using=env.database, update_fields=["concluded_at", "review", "europol", "europol_reason"])


def _conclude(env: Env, row: Request) -> None:
    row.concluded_at = env.now()
    row.review = first_review(row.concluded_at.date())


def _open(env: Env, access: Access, name: str) -> Request:
    row = one_request(env, access, name, lock=True)
    if row.concluded_at is not None:
        raise RequestStepError("it is concluded")
    return row


def _check_step(env: Env, access: Access, row: Request, said: RequestAnswer) -> None:
    by_hand = Channel(row.channel) is not Channel.NODE
    if said.step is Step.ANSWERED or (not by_hand and said.step not in OURS[Direction(row.direction)]):
        raise RequestStepError("this step is the other side's, or an answer")
    if said.step not in {Step.ACKNOWLEDGED, *DECIDED} and not said.text.strip():
        raise RequestStepError("say it in words")
    if said.step is not Step.CLARIFIED:
        _check_role(access, row, said.step)
    if said.step is Step.EXTENDED:
        _check_extension(env, row, said)


def _check_role(access: Access, row: Request, step: Step) -> None:
    kind = RequestKind(row.kind)
    if access.role not in REQUEST_ANSWERERS:
        raise RequestStepError("the contact point, a liaison officer or a magistrate does this")
    if step in DECIDED and not kind.is_judicial:
        raise RequestStepError("only an order is recognised and carried out")
    if kind.is_judicial and step in {*DECIDED, Step.ANSWERED} and access.role not in ORDER_DECIDERS:
        raise RequestStepError("a magistrate decides on an order")


def _check_extension(env: Env, row: Request, said: RequestAnswer) -> None:
    now = env.now()
    due = progress(env, row).next_due(now)
    if due is None or due.standing is Standing.OVERDUE:
        raise RequestStepError("its limit has passed, and nothing moves it any more")
    if said.expected is None or said.expected <= now:
        raise RequestStepError("say until when the delay is expected")
    if not RequestKind(row.kind).is_judicial and not said.authorisation.strip():
        raise RequestStepError("only a judicial authorisation extends the limit: give its reference")


def _check_answer(access: Access, row: Request, europol: EuropolCopy | None) -> None:
    if Direction(row.direction) is not Direction.RECEIVED and Channel(row.channel) is Channel.NODE:
        raise RequestStepError("the other side answers it")
    _check_role(access, row, Step.ANSWERED)
    if RequestKind(row.kind) is RequestKind.INFORMATION and europol is None and row.europol is None:
        raise RequestStepError("say whether Europol has a copy, and why")


def _give(env: Env, access: Access, row: Request, giving: Giving) -> tuple[str, ...]:
    """The ids of the releases; a service without a node is given nothing by this platform."""
    if not row.node:
        return ()
    if not giving.entities and RequestKind(row.kind) is RequestKind.INFORMATION:
        raise RequestStepError("choose what is given, or refuse with a code of the list")
    if not giving.entities:
        return ()
    (sent,) = release(
        env,
        access,
        entities=giving.entities,
        recipients=[row.node],
        agreement=row.agreement,
        only=giving.only,
    )
    return sent.messages


def _write(env: Env, access: Access, row: Request, said: RequestAnswer, releases: Sequence[str]) -> None:
    write_step(env.database, row, said.happened(env.now()), officer=access.officer, releases=releases)
    close(env, row, said)
    reference = f"request {row.id} {said.step}"
    if row.message:
        require_may_send(access, Kind.REQUEST_ANSWER)
        body = RequestAnswer(
            of_message=row.message,
            step=said.step,
            text=said.text,
            authorisation=said.authorisation,
            expected=said.expected,
            delivered=said.delivered,
            refused=said.refused,
        )
        reference = put(env, row.node, body, agreement=row.agreement, case=access.reference)
    recipients = [row.node or row.country]
    record(env, access, Act.DISCLOSURE, subjects=[row.id], recipients=recipients, reference=reference)
