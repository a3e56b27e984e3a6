"""What `recording` would record of a file by itself, counted; nothing is stored and no database is asked.

The same rules judge each draft. What stands already is not known here, so that
a person whom this node protects is counted like anybody else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from passerelle.casework.admission import LOST, Admission, protected_drafts, taken_or_explained
from passerelle.core.draft import Explained
from passerelle.store.standing import normal_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.casework.admission import Note
    from passerelle.core.draft import Draft
    from passerelle.core.subject import SubjectCategory


class Count:
    """Counts in the making: `add` every item, then `close`, then read them."""

    def __init__(
        self,
        *,
        category: SubjectCategory | None = None,
        hold: bool = False,
        keep: Callable[[Draft], None] | None = None,
    ) -> None:
        """`keep` gets what is taken of each record, but nothing of whom rule 1 shields.

        With `hold` drafts wait for the last one: whom rule 1 shields shows in the whole file alone.
        """
        self.taken = 0
        self.statements = 0
        self.entities: set[str] = set()
        self.explained: list[Explained] = []
        self.notes: Counter[str] = Counter()
        self._category = category
        self._hold = hold
        self._keep = keep
        self._held: list[Draft] = []
        self._named: set[str] = set()
        # A list has hundreds of thousands of facts: of each only a hash is kept.
        self._seen: set[int] = set()
        self._waiting: list[tuple[str, str, str, str]] = []

    def add(self, item: Draft | Explained) -> None:
        """One more item of the file."""
        if isinstance(item, Explained):
            self.explained.append(item)
        elif self._hold:
            self._held.append(item)
        else:
            self._judge(item, protected=False)

    def close(self) -> None:
        """The counts are those of the whole file."""
        shielded, _ = protected_drafts(self._held, self._is_protected)
        for draft in self._held:
            self._judge(draft, protected=draft.publisher_id in shielded)
        self._held.clear()
        for publisher_id, schema, prop, target in self._waiting:
            if target in self._named:
                self._once(publisher_id, prop, target)
            else:
                self.notes[LOST.format(schema=schema, prop=prop)] += 1
        self._waiting.clear()

    def _is_protected(self, draft: Draft) -> bool:
        category = draft.category or self._category
        return category is not None and category.is_protected

    def _judge(self, draft: Draft, *, protected: bool) -> None:
        found = taken_or_explained(draft, protected=protected)
        if not isinstance(found, Admission):
            for one in found:
                self._not_taken(one)
            return
        self.taken += draft.records
        self._named.add(draft.publisher_id)
        if not draft.is_link:
            self.entities.add(draft.publisher_id)
        if self._keep and not protected:
            self._keep(replace(draft, facts=tuple(fact for fact, _ in found.admitted)))
        self.notes.update([*(note.reason for note in found.notes), *draft.left])
        for fact, reference in found.admitted:
            if reference and fact.value not in self._named:
                self._waiting.append((draft.publisher_id, draft.schema, fact.prop, fact.value))
            else:
                value = fact.value if reference else normal_form(fact.value)
                self._once(draft.publisher_id, fact.prop, value)

    def _not_taken(self, one: Explained | Note) -> None:
        if isinstance(one, Explained):
            self.explained.append(one)
        else:
            self.notes[one.reason] += 1

    def _once(self, *parts: str) -> None:
        mark = hash(parts)
        if mark not in self._seen:
            self._seen.add(mark)
            self.statements += 1
