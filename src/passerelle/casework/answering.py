"""Reading the answer to our own question: a yes appears here alone, in the asker's inbox."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.answer_key import answered_on
from passerelle.casework.journaling import record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.partner_key import pinned
from passerelle.core.canonical import parse_canonical
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.bucket import AnswerError, read
from passerelle.protocol.fields import Fields
from passerelle.protocol.journal import Act
from passerelle.protocol.question import AskerState, QuestionBody
from passerelle.store.models import AskedKey, AskedQuestion, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Answer

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question of ours and what its answer says; None where the answer is not the partner's."""

    question: AskedQuestion
    keys: tuple[AskedKey, ...]
    held: tuple[bool, ...] | None  # by place
    answer: Answer
    message: Message


def read_answer(env: Env, envelope: str, answer: Answer, message: Message) -> Reading | None:
    """Which keys of the question are held; None when no such question was asked. Nothing is written."""
    question = AskedQuestion.objects.using(env.database).filter(envelope=envelope).first()
    if question is None:
        return None
    keys = tuple(AskedKey.objects.using(env.database).filter(question=question).order_by("place", "id"))
    return Reading(question, keys, _held(env, question, keys, answer, message), answer, message)


def keep_reading(env: Env, reading: Reading) -> None:
    """Each key of the question is known to be held or not; a row in the inbox for each entity with a yes."""
    question, held = reading.question, reading.held
    AskedQuestion.objects.using(env.database).filter(id=question.id).update(answered_at=env.now())
    if held is None:
        _alarm(env, question, reading.message)
        return
    rows = AskedKey.objects.using(env.database).filter(question=question)
    rows.update(hit=False)
    places = [place for place, yes in enumerate(held) if yes]
    if places:
        rows.filter(place__in=places).update(hit=True)
    _tell(env, reading, [key for key in reading.keys if held[key.place]])


def asker_state(question: AskedQuestion, keys: Sequence[AskedKey], public: bytes) -> AskerState:
    """What the question to the holder of that key was made from: one key and blind for each place."""
    first = {key.place: key for key in reversed(keys)}
    places = sorted(first)
    return AskerState(
        public,
        question.bits,
        tuple(first[place].key.encode() for place in places),
        tuple(bytes(first[place].blind) for place in places),
    )


def _held(
    env: Env, question: AskedQuestion, keys: Sequence[AskedKey], answer: Answer, message: Message
) -> tuple[bool, ...] | None:
    terms = agreement_of(env, question.agreement)
    if terms is None or terms.questions is None:
        return None
    body, tags = QuestionBody.of(_stored(question)), terms.questions.bucket_tags
    public = pinned(env, message.node, body.key)
    if public is None:
        return None
    state = asker_state(question, keys, public)
    # The partner's clock may have passed midnight between the answer and its signature.
    for day in (message.sent_at, message.sent_at - ONE_DAY):
        try:
            asked_in = answered_on(day, question.agreement)
            return tuple(read(answer.found, state, asked_in=asked_in, tags=tags, body=body))
        except AnswerError:
            continue
    return None


def _stored(question: AskedQuestion) -> Fields:
    return Fields(parse_canonical(bytes(question.body)), "question")


def _tell(env: Env, reading: Reading, hits: list[AskedKey]) -> None:
    question, message = reading.question, reading.message
    by_entity: defaultdict[str, list[AskedKey]] = defaultdict(list)
    for key in hits:
        by_entity[key.entity].append(key)
    earlier = AskedQuestion.objects.using(env.database).filter(asked_at__lt=question.asked_at)
    # What the same body told before is not told again.
    if by_entity and not earlier.filter(body=question.body).exists():
        now = env.now()
        Notice.objects.using(env.database).bulk_create(
            _hit(env, question, entity, keys, message, now) for entity, keys in sorted(by_entity.items())
        )
    record_by_node(
        env,
        Act.COMBINATION,
        reason=NodeReason.TOLD,
        case=question.case or "duty",
        subjects=sorted(entity for entity in by_entity if entity),
        recipients=[message.node],
        reference=question.envelope,
        commitments=[hashlib.sha256(bytes(question.body)).hexdigest(), reading.answer.found.commitment],
    )


def _hit(
    env: Env, question: AskedQuestion, entity: str, keys: list[AskedKey], message: Message, now: datetime
) -> Notice:
    return Notice(
        id=env.new_id(),
        kind=NoticeKind.HIT,
        at=now,
        service=message.service,
        case=question.case,
        entity=entity,
        facts={
            "question": question.id,
            "node": message.node,
            "agreement": question.agreement,
            "keys": len(keys),
            "key_kinds": sorted({key.key.partition(":")[0] for key in keys}),
            "opened": False,
        },
    )


def _alarm(env: Env, question: AskedQuestion, message: Message) -> None:
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.ALARM,
        at=env.now(),
        service=message.service,
        case=question.case,
        facts={
            "question": question.id,
            "node": message.node,
            "sentence": "an answer was not computed with the key in the partner's card",
        },
    )
