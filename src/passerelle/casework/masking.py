"""The oblivious function of the keys that partners may ask about, computed where it is not known yet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from passerelle.casework.answer_key import answer_key
from passerelle.casework.key_digest import key_digest
from passerelle.store import key_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.core.env import Env

Progress = Callable[[int, int], None]
THREADS = 2
PIECE = 256


def masked(env: Env, texts: Sequence[str], progress: Progress | None = None) -> dict[str, bytes]:
    """The index entry of each key's text; what the index already holds is not computed again."""
    digests = {key_digest(text): text for text in texts}
    known = key_index.masked(env.database, list(digests))
    found = {digests[digest]: entry for digest, entry in known.items()}
    missing = [text for text in texts if text not in found]
    own = answer_key(env)
    pieces = [missing[at : at + PIECE] for at in range(0, len(missing), PIECE)]
    # The multiplications release the interpreter's lock, so two threads use two cores.
    with ThreadPoolExecutor(THREADS) as pool:
        computed = pool.map(lambda piece: own.entries(text.encode() for text in piece), pieces)
        for piece, entries in zip(pieces, computed, strict=True):
            found.update(zip(piece, entries, strict=True))
            if progress is not None:
                progress(len(found) - len(known), len(missing))
    return found
