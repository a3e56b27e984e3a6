"""Whether what opens the journal's commitments still opens them: who looked up whom is not rewritten.

The openings lie beside the tree, so that they can be erased; of one that was
erased the bare commitment is left. One that opens nothing was changed.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.protocol.journal import JournalLeaf, bound, commitment
from passerelle.store.models import JournalEntry, JournalObject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHUNK = 4096
ENTRIES = 500

Opening = tuple[str, bytes]  # subject, salt


def first_wrong(alias: str) -> int | None:
    """The first entry whose openings do not fit what it says; None when all of them do."""
    for found in _chunks(alias):
        leaves = dict(
            JournalEntry.objects.using(alias).filter(position__in=found).values_list("position", "leaf")
        )
        for position, openings in found.items():
            if position not in leaves or not _fits(bytes(leaves[position]), openings):
                return position
    return None


def _chunks(alias: str) -> Iterator[dict[int, list[Opening]]]:
    ordered = JournalObject.objects.using(alias).order_by("position", "id")
    rows = ordered.values_list("position", "subject", "salt")
    found: dict[int, list[Opening]] = {}
    for position, group in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0)):
        found[position] = [(subject, bytes(salt)) for _, subject, salt in group]
        if len(found) >= ENTRIES:
            yield found
            found = {}
    if found:
        yield found


def _fits(content: bytes, openings: Sequence[Opening]) -> bool:
    try:
        said = JournalLeaf.from_bytes(content).objects
        opened = [commitment(salt, subject) if subject else salt.hex() for subject, salt in openings]
    except PasserelleError:
        return False
    # A line about very many binds them by the root of their tree.
    return set(opened) <= set(said) or bound(opened) in said
