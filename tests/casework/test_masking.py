from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.answer_key import answer_key, epoch_key
from passerelle.casework.key_digest import key_digest
from passerelle.casework.masking import PIECE, masked
from passerelle.store.models import AnswerEpoch, MatchKey

if TYPE_CHECKING:
    from passerelle.core.env import Env

KNOWN = b"k" * 16


def test_only_what_the_index_does_not_hold_is_computed(env: Env) -> None:
    texts = [f"phone:+336{number:08d}" for number in range(PIECE + 2)]
    MatchKey.objects.using(env.database).create(
        digest=key_digest(texts[0]), kind="phone", entity="e1", askable=True, bucket=0, masked=KNOWN
    )
    told: list[tuple[int, int]] = []
    found = masked(env, texts, lambda done, all_: told.append((done, all_)))
    assert told == [(PIECE, PIECE + 1), (PIECE + 1, PIECE + 1)]
    own = answer_key(env)
    entries = {texts[0]: KNOWN, **{text: own.entry(text.encode()) for text in texts[1:]}}
    assert found == {text: (entry, None) for text, entry in entries.items()}


def test_what_is_written_while_a_key_is_prepared_has_both_forms(env: Env) -> None:
    first, second = answer_key(env), epoch_key(env, b"s" * 32)
    rows = AnswerEpoch.objects.using(env.database)
    rows.create(number=1, salt=b"", public=first.pair.public, state="serving")
    rows.create(number=2, salt=b"s" * 32, public=second.pair.public, state="preparing")
    MatchKey.objects.using(env.database).create(
        digest=key_digest("phone:1"),
        kind="phone",
        entity="e1",
        masked=KNOWN,
        masked_even=b"long past".ljust(16),
    )
    assert masked(env, ["phone:1"]) == {"phone:1": (KNOWN, second.entry(b"phone:1"))}
