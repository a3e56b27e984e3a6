"""`question`: answered from the index that partners may ask, within the agreement's budget.

A refusal names what could be known without looking at any data. Whatever
depends on what this node holds is answered exactly as if it were absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.agreements import agreement_of
from passerelle.casework.answer_key import answered_on, epoch_asked
from passerelle.casework.effect import Effect, RefusedError
from passerelle.casework.membership import categories_for, joined_with
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.question_budget import account_of_theirs, spend
from passerelle.core.purpose import Purpose
from passerelle.core.subject import ASKABLE, SubjectCategory
from passerelle.protocol.bucket import CrowdedBucketError, answer
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Answer, Question, RefusalCode
from passerelle.protocol.oblivious import InvalidElementError
from passerelle.protocol.question import PREFIX_BITS, prefix_range
from passerelle.store.bulk import insert_many, stored_instant
from passerelle.store.key_index import Open, open_entries
from passerelle.store.models import ReceivedQuestion

if TYPE_CHECKING:
    from passerelle.core.agreement import Agreement, QuestionTerms
    from passerelle.core.env import Env
    from passerelle.protocol.message import Message


LEARNT = ("envelope", "asker", "case_reference", "agreement", "keys", "bits", "at")


def apply(env: Env, name: str, message: Message, asked: Question) -> Effect:
    """The answer, and the little that this node learned (rule 28)."""
    agreement, terms = _agreed(env, message, asked)
    epoch = epoch_asked(env, asked.asked.key)
    if epoch is None:
        raise RefusedError(RefusalCode.KEY_UNKNOWN)
    try:
        found = answer(
            asked.asked,
            _Index(env, message.node, agreement, asked, epoch.number).entries,
            epoch.key,
            asked_in=answered_on(env.now(), message.agreement),
            tags=terms.bucket_tags,
        )
    except InvalidElementError:
        raise RefusedError(RefusalCode.ELEMENT_INVALID) from None
    except CrowdedBucketError:
        raise RefusedError(RefusalCode.BUCKET_NOT_AGREED, "questions.bucket_bits") from None
    _keep(env, name, message, asked)
    return Effect(
        act=Act.CONSULTATION,
        reason=NodeReason.ANSWERED,
        commitments=(asked.asked.commitment, found.commitment),
        answer=Answer(name, found),
    )


def _keep(env: Env, name: str, message: Message, asked: Question) -> None:
    """All that this node learned stands in a row of its own."""
    body, at = asked.asked, stored_instant(env.database, env.now())
    row = (
        name,
        message.service,
        message.case[:80],
        message.agreement,
        len(body.blinded),
        body.bits,
        at,
    )
    insert_many(env.database, ReceivedQuestion, LEARNT, [row])


def _agreed(env: Env, message: Message, asked: Question) -> tuple[Agreement, QuestionTerms]:
    agreement = agreement_of(env, message.agreement)
    if agreement is None:
        raise RefusedError(RefusalCode.AGREEMENT_UNKNOWN)
    if not agreement.is_in_force(env.now()):
        raise RefusedError(RefusalCode.AGREEMENT_NOT_IN_FORCE, "validity")
    agreement = joined_with(env, agreement, message.node)
    if asked.purpose not in agreement.purposes:
        raise RefusedError(RefusalCode.PURPOSE_NOT_AGREED, "purposes")
    terms = agreement.questions
    if terms is None or asked.asked.bits != terms.bucket_bits:
        raise RefusedError(RefusalCode.BUCKET_NOT_AGREED, "questions.bucket_bits")
    if len(asked.asked.blinded) > terms.keys:
        raise RefusedError(RefusalCode.BUDGET_SPENT, "questions.keys")
    account = account_of_theirs(env, message.service, agreement.id, asked.purpose)
    if not spend(env, account, terms, len(asked.asked.blinded)):
        raise RefusedError(RefusalCode.BUDGET_SPENT, "questions.bits_per_day")
    return agreement, terms


class _Index:
    """The entries that this agreement lets this question meet, read at once for all its buckets."""

    def __init__(self, env: Env, asker: str, agreement: Agreement, asked: Question, epoch: int) -> None:
        now, bits = env.now(), asked.asked.bits
        opened = Open(
            categories=[
                str(one)
                for one in categories_for(env, agreement, asker, asked.purpose)
                if one in {*ASKABLE, SubjectCategory.NOT_A_PERSON}
            ],
            purposes=[str(one) for one in agreement.purposes if not one.is_help],
            today=now.date(),
            # At a document check the number in hand meets declared documents alone (rule 20).
            declared=asked.purpose is Purpose.DOCUMENT_CHECK,
            names=agreement.allows_names(asked.purpose),
            epoch=epoch,
        )
        self._found: dict[int, list[bytes]] = {bucket: [] for bucket in asked.asked.buckets}
        ranges = [prefix_range(bucket, bits) for bucket in self._found]
        for prefix, entry in open_entries(env.database, ranges, opened, now):
            self._found[prefix >> (PREFIX_BITS - bits)].append(entry)

    def entries(self, _bits: int, bucket: int) -> list[bytes]:
        """The entries of one bucket."""
        return self._found[bucket]
