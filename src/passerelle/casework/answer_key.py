"""The node's keys for oblivious questions, and what ties an answer to its day.

A key serves for an epoch. The next is prepared while it answers; afterwards it
answers for a while those partners who were not told yet. Its salt is wiped at
its end: from then on the node's root key alone does not give it back.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from passerelle.protocol.bucket import AnswerKey
from passerelle.store.models import AnswerEpoch
from passerelle.store.trust import remembered

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.core.env import Env

PURPOSE = "oprf"
FIRST = 1
State = AnswerEpoch.State
ANSWERING = frozenset({State.SERVING, State.FORMER})


@dataclass(frozen=True, slots=True)
class Epoch:
    """One key of the node, and what it is used for now."""

    number: int
    state: State
    key: AnswerKey

    @property
    def answers(self) -> bool:
        """Whether a question may be put to it: the key before it answers until it is whole."""
        return self.state in ANSWERING


def epochs(env: Env) -> tuple[Epoch, ...]:
    """Every epoch whose key the index holds or is getting, oldest first."""
    return remembered(env.database, "epochs", lambda: _epochs(env))


def _epochs(env: Env) -> tuple[Epoch, ...]:
    rows = AnswerEpoch.objects.using(env.database).exclude(state=State.ENDED).order_by("number")
    found = tuple(
        Epoch(number, State(state), epoch_key(env, bytes(salt)))
        for number, state, salt in rows.values_list("number", "state", "salt")
    )
    return found or (Epoch(FIRST, State.SERVING, epoch_key(env, b"")),)


def answer_key(env: Env) -> AnswerKey:
    """The keys that this node answers with; the public part stands in its card."""
    return next(one.key for one in epochs(env) if one.state is State.SERVING)


def epoch_asked(env: Env, fingerprint: bytes) -> Epoch | None:
    """The epoch whose key a question names, where it answers."""
    return next((one for one in epochs(env) if one.answers and one.key.fingerprint == fingerprint), None)


def epoch_key(env: Env, salt: bytes) -> AnswerKey:
    """The keys that this salt and the node's root key give; the first epoch has no salt."""
    secret = env.secret(PURPOSE)
    return _key(hmac.digest(secret, b"passerelle-oprf-epoch/1" + salt, "sha256") if salt else secret)


_key = lru_cache(maxsize=256)(AnswerKey.of)


def answered_on(at: datetime, agreement: str) -> str:
    """What the tags of an answer depend on besides the question: the agreement and the day.

    The same question asked again on the same day gets the same bytes, so that
    anybody can compare them; on another day other ones, so that answers cannot
    be laid side by side to see what was added in between.
    """
    return f"{agreement}|{at.date().isoformat()}"
