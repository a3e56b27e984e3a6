"""The rule book that travels with a statement.

A marking is stored once and named by its digest; it is set once per source or
case and inherited. Nothing here decides: `core.policy` does.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from passerelle.core.canonical import Json, canonical
from passerelle.core.grade import Grade, worst
from passerelle.core.subject import SubjectCategory
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import date

    from passerelle.core.classification import Classification
    from passerelle.core.handling import Handling
    from passerelle.core.purpose import Purpose


class AssertionKind(StrEnum):
    """A fact, or somebody's assessment (Directive 2016/680 article 7(1))."""

    FACT = "fact"
    ASSESSMENT = "assessment"


class NakedStatementError(PasserelleError):
    """A marking lacks a part that rule 2 demands; nothing was recorded."""

    def __init__(self, part: str) -> None:
        super().__init__(f"the marking has no {part}; set it for the source or the case and record again")
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Every part is present: rule 2 refuses a naked statement."""

    owner: str  # service id
    grade: Grade
    handling: Handling
    classification: Classification
    assertion: AssertionKind
    category: SubjectCategory
    purpose: Purpose
    legal_basis: str
    agreement: str  # id of the agreement under which it was received, "" for the owner's own
    review: date

    def __post_init__(self) -> None:
        """Refuse empty texts: an empty owner or basis is no owner and no basis."""
        for part in ("owner", "legal_basis"):
            if not getattr(self, part).strip():
                raise NakedStatementError(part)

    def as_json(self) -> dict[str, Json]:
        """The wire form: strings only, tagged by name, keys never reordered in meaning."""
        return {
            "owner": self.owner,
            "grade": str(self.grade),
            "grade_scale": self.grade.scale,
            "grade_verbatim": self.grade.verbatim,
            "handling": [str(code) for code in sorted(self.handling.codes)],
            "handling_texts": list(self.handling.texts),
            "classification": str(self.classification),
            "assertion": str(self.assertion),
            "category": str(self.category),
            "purpose": str(self.purpose),
            "legal_basis": self.legal_basis,
            "agreement": self.agreement,
            "review": self.review.isoformat(),
        }

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical wire form, 64 hexadecimal characters."""
        return _digest(self)


@lru_cache(maxsize=4096)
def _digest(marking: Marking) -> str:
    # One marking stands under thousands of statements; it never changes, so it is hashed once.
    return hashlib.sha256(canonical(marking.as_json())).hexdigest()


def combine(first: Marking, second: Marking, *, owner: str) -> Marking:
    """The marking of what `owner` derives from both: the most restrictive of each part (rule 3)."""
    classification = max(first.classification, second.classification, key=lambda one: one.level)
    protective = [mark.category for mark in (first, second) if mark.category.is_protected]
    same = first.category == second.category
    category = protective[0] if protective else first.category if same else SubjectCategory.UNDETERMINED
    return dataclasses.replace(
        first,
        owner=owner,
        grade=worst(first.grade, second.grade),
        handling=first.handling.union(second.handling),
        classification=classification,
        assertion=AssertionKind.ASSESSMENT,
        category=category,
        review=min(first.review, second.review),
    )
