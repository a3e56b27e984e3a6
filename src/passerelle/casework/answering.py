"""Reading the answer to our own question: a yes appears here alone, in the asker's inbox."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from passerelle.casework.answer_key import answered_on
from passerelle.casework.journaling import record_by_node
from passerelle.casework.partners import partner
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.bucket import AnswerError, read
from passerelle.protocol.journal import Act
from passerelle.protocol.question import AskerState
from passerelle.store.models import AskedKey, AskedQuestion, Notice

if TYPE_CHECKING:
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message
    from passerelle.protocol.messages import Answer

ONE_DAY = timedelta(days=1)


def read_answer(env: Env, envelope: str, answer: Answer, message: Message) -> None:
    """Each key of the question is known to be held or not; a row in the inbox for each entity with a yes."""
    question = AskedQuestion.objects.using(env.database).filter(envelope=envelope).first()
    if question is None:
        return
    keys = list(AskedKey.objects.using(env.database).filter(question=question).order_by("place", "id"))
    held = _held(env, question, keys, answer, message)
    question.answered_at = env.now()
    question.save(using=env.database, update_fields=["answered_at"])
    if held is None:
        _alarm(env, question, message)
        return
    for key in keys:
        key.hit = held[key.place]
    AskedKey.objects.using(env.database).bulk_update(keys, ["hit"])
    _tell(env, question, [key for key in keys if key.hit], message)


def asker_state(question: AskedQuestion, keys: list[AskedKey]) -> AskerState:
    """What the question was made from: one key and blind for each place."""
    first = {key.place: key for key in reversed(keys)}
    places = sorted(first)
    return AskerState(
        question.bits,
        tuple(first[place].key.encode() for place in places),
        tuple(bytes(first[place].blind) for place in places),
    )


def _held(
    env: Env, question: AskedQuestion, keys: list[AskedKey], answer: Answer, message: Message
) -> list[bool] | None:
    state, public = asker_state(question, keys), partner(env, message.node).card.oprf_key
    # The partner's clock may have passed midnight between the answer and its signature.
    for day in (message.sent_at, message.sent_at - ONE_DAY):
        try:
            return read(answer.found, state, public, asked_in=answered_on(day, question.agreement))
        except AnswerError:
            continue
    return None


def _tell(env: Env, question: AskedQuestion, hits: list[AskedKey], message: Message) -> None:
    by_entity: defaultdict[str, list[AskedKey]] = defaultdict(list)
    for key in hits:
        by_entity[key.entity].append(key)
    earlier = AskedQuestion.objects.using(env.database).filter(asked_at__lt=question.asked_at)
    # What the same body told before is not told again.
    if not earlier.filter(body=question.body).exists():
        for entity, keys in sorted(by_entity.items()):
            _notify(env, question, entity, keys, message)
    record_by_node(
        env,
        Act.COMBINATION,
        reason="an answer told which of the keys asked about the partner holds",
        case=question.case or "duty",
        subjects=sorted(by_entity),
        recipients=[message.node],
        reference=question.envelope,
    )


def _notify(env: Env, question: AskedQuestion, entity: str, keys: list[AskedKey], message: Message) -> None:
    Notice.objects.using(env.database).create(
        id=env.new_id(),
        kind=NoticeKind.HIT,
        at=env.now(),
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
