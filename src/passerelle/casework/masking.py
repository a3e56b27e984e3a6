"""The oblivious function of the keys that partners may ask about, computed where it is not known yet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from passerelle.casework.answer_key import State, epochs
from passerelle.casework.key_digest import key_digest
from passerelle.store import key_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.answer_key import Epoch
    from passerelle.core.env import Env
    from passerelle.protocol.bucket import AnswerKey

Progress = Callable[[int, int], None]
THREADS = 2
PIECE = 256


def masked(
    env: Env, texts: Sequence[str], progress: Progress | None = None
) -> dict[str, key_index.MaskedForms]:
    """The entries of each key's text, one for each epoch; what the index holds is not computed again."""
    live = epochs(env)
    found = {one.number: _of_epoch(env, one, texts, progress) for one in live}
    forms = {one.number % 2: found[one.number] for one in live}
    odd, even = forms.get(1, {}), forms.get(0, {})
    return {text: (odd.get(text), even.get(text)) for text in texts}


def computed(key: AnswerKey, texts: Sequence[str], progress: Progress | None = None) -> dict[str, bytes]:
    """The entry of each text under this key, on two cores."""
    found: dict[str, bytes] = {}
    pieces = [texts[at : at + PIECE] for at in range(0, len(texts), PIECE)]
    # The multiplications release the interpreter's lock, so two threads use two cores.
    with ThreadPoolExecutor(THREADS) as pool:
        entries = pool.map(lambda piece: key.entries(text.encode() for text in piece), pieces)
        for piece, made in zip(pieces, entries, strict=True):
            found.update(zip(piece, made, strict=True))
            if progress is not None:
                progress(len(found), len(texts))
    return found


def _of_epoch(env: Env, epoch: Epoch, texts: Sequence[str], progress: Progress | None) -> dict[str, bytes]:
    digests = {key_digest(text): text for text in texts}
    # Where an epoch is being prepared the column still holds forms of the one before the last.
    fresh = epoch.state is not State.PREPARING
    known = key_index.masked(env.database, list(digests), epoch.number) if fresh else {}
    found = {digests[digest]: entry for digest, entry in known.items()}
    missing = [text for text in texts if text not in found]
    return found | computed(epoch.key, missing, progress)
