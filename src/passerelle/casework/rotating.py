"""A new key for oblivious questions: made for a few entities at a time, taken up again where it stopped.

The key before answers until every entry has its new form. Then partners are
told by a new card, and both keys answer until the earlier one is ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.answer_key import FIRST, State, epoch_key, epochs
from passerelle.casework.indexing import subject_keys
from passerelle.casework.journaling import record
from passerelle.casework.key_digest import key_digest
from passerelle.casework.masking import computed
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store import key_index, subjects
from passerelle.store.models import AnswerEpoch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.casework.answer_key import Epoch
    from passerelle.core.env import Env

SALT_BYTES = 32
AT_ONCE = 200  # entities in one transaction: other writers wait that long and no longer


class RotationError(PasserelleError):
    """The key for questions cannot be changed now; questions are answered as before."""


def rotate(env: Env, access: Access, progress: Callable[[int], None] | None = None) -> int:
    """The number of the epoch that serves from now on; what an earlier call began is taken up again.

    Each step is its own transaction, so a stop loses one step. The caller shows
    partners the new card (`presentation.present`).
    """
    epoch = _begun(env, access)
    done = 0
    while moved := _step(env, epoch):
        done += moved
        if progress is not None:
            progress(done)
    _serve(env, access, epoch)
    return epoch.number


def end_former(env: Env, access: Access) -> int:
    """The number of the epoch that answers nobody any more; its key cannot be made again."""
    with transaction.atomic(using=env.database):
        former = _rows(env).filter(state=State.FORMER).select_for_update().first()
        if former is None:
            raise RotationError("no earlier key for questions is kept; there is nothing to erase")
        former.state, former.salt, former.ended_at = State.ENDED, b"", env.now()
        former.save(using=env.database)
        _record(env, access, f"ended: key {former.number} for questions", bytes(former.public))
    return former.number


def _begun(env: Env, access: Access) -> Epoch:
    with transaction.atomic(using=env.database):
        known = epochs(env)
        last = known[-1]
        if last.state is State.PREPARING:
            return last
        if any(one.state is State.FORMER for one in known):
            raise RotationError(
                "the key before still answers partners who were not told yet; "
                "erase it with --forget first, the present key answers as before"
            )
        if not _rows(env).exists():
            _rows(env).create(number=FIRST, salt=b"", public=last.key.pair.public, state=State.SERVING)
        salt = env.random(SALT_BYTES)
        key = epoch_key(env, salt)
        made = _rows(env).create(
            number=last.number + 1,
            salt=salt,
            public=key.pair.public,
            state=State.PREPARING,
            begun_at=env.now(),
        )
        _record(env, access, f"begun: key {made.number} for questions", key.pair.public)
    return epochs(env)[-1]


def _step(env: Env, epoch: Epoch) -> int:
    """How many more entities have their keys in the form of this epoch; 0 at the end."""
    with transaction.atomic(using=env.database):
        row = _rows(env).select_for_update().get(number=epoch.number)
        entities = key_index.askable_after(env.database, row.reached, most=AT_ONCE)
        if entities:
            _mask(env, epoch, entities)
            row.reached = entities[-1]
            row.save(using=env.database, update_fields=["reached"])
    return len(entities)


def _mask(env: Env, epoch: Epoch, entities: Sequence[str]) -> None:
    found = subjects.of(env.database, entities, now=env.now(), attribution=None)
    texts = {key_digest(str(key)): str(key) for one in found for key in subject_keys(one)}
    rows = key_index.askable_rows(env.database, entities)
    wanted = sorted({texts[digest] for _, digest in rows if digest in texts})
    entries = computed(epoch.key, wanted)
    # A key that no live statement gives any more has no form, and meets no question.
    forms = [(entries.get(texts.get(digest, "")), row) for row, digest in rows]
    key_index.keep_forms(env.database, epoch.number, forms)


def _serve(env: Env, access: Access, epoch: Epoch) -> None:
    with transaction.atomic(using=env.database):
        # What an import that ran beside the steps wrote in one form alone.
        late = key_index.without_form(env.database, epoch.number, before=epoch.number - 1)
        if late:
            _mask(env, epoch, late)
        _rows(env).filter(state=State.SERVING).update(state=State.FORMER)
        _rows(env).filter(number=epoch.number).update(state=State.SERVING, served_at=env.now())
        _record(env, access, f"serves: key {epoch.number} for questions", epoch.key.pair.public)


def _record(env: Env, access: Access, what: str, public: bytes) -> None:
    """The journal binds the public key, so that an auditor sees that each epoch has one."""
    record(
        env,
        access,
        Act.ACCESS_CHANGE,
        recipients=[env.node],
        reference=what,
        commitments=[public.hex()],
    )


def _rows(env: Env) -> QuerySet[AnswerEpoch]:
    return AnswerEpoch.objects.using(env.database)
