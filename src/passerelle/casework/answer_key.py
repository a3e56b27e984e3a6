"""The node's secret for oblivious questions, and what ties an answer to its day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from passerelle.protocol.bucket import AnswerKey

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.env import Env

PURPOSE = "oprf"


def answer_key(env: Env) -> AnswerKey:
    """The keys that this node answers with; the public part stands in its card."""
    return _key(env.secret(PURPOSE))


_key = lru_cache(maxsize=256)(AnswerKey.of)


def answered_on(at: datetime, agreement: str) -> str:
    """What the tags of an answer depend on besides the question: the agreement and the day.

    The same question asked again on the same day gets the same bytes, so that
    anybody can compare them; on another day other ones, so that answers cannot
    be laid side by side to see what was added in between.
    """
    return f"{agreement}|{at.date().isoformat()}"
