"""`question`: answered from the index that partners may ask, within the agreement's budget.

A refusal names what could be known without looking at any data. Whatever
depends on what this node holds is answered exactly as if it were absent.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.casework.agreements import agreement_of
from passerelle.casework.answer_key import answer_key, answered_on
from passerelle.casework.effect import Effect, RefusedError
from passerelle.core.purpose import Purpose
from passerelle.core.subject import ASKABLE, SubjectCategory
from passerelle.protocol.bucket import CrowdedBucketError, answer
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Answer, Question, RefusalCode
from passerelle.protocol.oblivious import InvalidElementError
from passerelle.protocol.question import prefix_range
from passerelle.store.models import Entity, Marking, MatchKey, ReceivedQuestion, Statement
from passerelle.store.protection import protected as protected_entities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message

IN_ONE_QUERY = 500


def apply(env: Env, name: str, message: Message, asked: Question) -> Effect:
    """The answer, and the little that this node learned (rule 28)."""
    agreement = _agreed(env, message, asked)
    try:
        found = answer(
            asked.asked,
            _Index(env, agreement, asked).entries,
            answer_key(env),
            asked_in=answered_on(env.now(), message.agreement),
        )
    except InvalidElementError:
        raise RefusedError(RefusalCode.ELEMENT_INVALID) from None
    except CrowdedBucketError:
        raise RefusedError(RefusalCode.BUCKET_NOT_AGREED, "questions.bucket_bits") from None
    ReceivedQuestion.objects.using(env.database).create(
        envelope=name,
        asker=message.service,
        case_reference=message.case[:80],
        agreement=message.agreement,
        keys=len(asked.asked.blinded),
        bits=asked.asked.bits,
        at=env.now(),
    )
    return Effect(act=Act.CONSULTATION, reason="answered an oblivious question", answer=Answer(name, found))


def _agreed(env: Env, message: Message, asked: Question) -> Agreement:
    agreement = agreement_of(env, message.agreement)
    if agreement is None:
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if not agreement.is_in_force(env.now()):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_IN_FORCE, "validity")
    if asked.purpose not in agreement.purposes:
        raise RefusedError(RefusalCode.PURPOSE_NOT_AGREED, "purposes")
    terms = agreement.questions
    if terms is None or asked.asked.bits != terms.bucket_bits:
        raise RefusedError(RefusalCode.BUCKET_NOT_AGREED, "questions.bucket_bits")
    if len(asked.asked.blinded) > terms.keys:
        raise RefusedError(RefusalCode.BUDGET_SPENT, "questions.keys")
    midnight = datetime.combine(env.now().date(), time(), UTC)
    today = ReceivedQuestion.objects.using(env.database).filter(
        asker=message.service, agreement=agreement.id, at__gte=midnight
    )
    if today.count() >= terms.per_day:
        raise RefusedError(RefusalCode.BUDGET_SPENT, "questions.per_day")
    return agreement


class _Index:
    """The entries that this agreement lets this question meet, read once for all its buckets."""

    def __init__(self, env: Env, agreement: Agreement, asked: Question) -> None:
        ranges = {bucket: prefix_range(bucket, asked.asked.bits) for bucket in asked.asked.buckets}
        wanted = Q()
        for low, high in ranges.values():
            wanted |= Q(bucket__gte=low, bucket__lte=high)
        rows = MatchKey.objects.using(env.database).filter(wanted, askable=True).exclude(masked=None)
        if asked.purpose is Purpose.DOCUMENT_CHECK:
            # At a document check the number in hand meets declared documents alone (rule 20).
            declared = Entity.objects.using(env.database).filter(schema="DeclaredDocument")
            rows = rows.filter(kind="document", entity__in=declared.values("id"))
        held = list(rows.values_list("bucket", "masked", "entity"))
        open_to_them = _open_to(env, agreement, {entity for _, _, entity in held})
        self._found: dict[int, list[bytes]] = {bucket: [] for bucket in ranges}
        for prefix, masked, entity in held:
            if entity in open_to_them and prefix is not None and masked is not None:
                self._found[prefix >> (32 - asked.asked.bits)].append(bytes(masked))

    def entries(self, _bits: int, bucket: int) -> list[bytes]:
        """The entries of one bucket."""
        return self._found[bucket]


def _open_to(env: Env, agreement: Agreement, entities: set[str]) -> set[str]:
    """Those of the entities that this agreement covers today: by purpose, category and review date."""
    categories = [str(one) for one in agreement.categories if one in {*ASKABLE, SubjectCategory.NOT_A_PERSON}]
    purposes = [str(one) for one in agreement.purposes if not one.is_help]
    covering = Marking.objects.using(env.database).filter(
        category__in=categories, purpose__in=purposes, review__gte=env.now().date()
    )
    markings = set(covering.values_list("digest", flat=True))
    found: set[str] = set()
    for some in _in_portions(sorted(entities)):
        live = Statement.objects.using(env.database).filter(
            entity__in=some, state=Statement.State.LIVE, arrived_from=""
        )
        pairs = live.values_list("entity", "marking").distinct()
        covered = {entity for entity, marking in pairs if marking in markings}
        found |= covered - protected_entities(env.database, covered, env.now())
    return found


def _in_portions(items: list[str]) -> Iterable[list[str]]:
    return (items[at : at + IN_ONE_QUERY] for at in range(0, len(items), IN_ONE_QUERY))
