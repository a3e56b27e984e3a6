"""Whom a statement is about, as its owner said then (Directive 2016/680 article 6, and rule 1).

The category is part of the marking. Current roles are separate dated
statements; asylum, distress and kinship are dated states or links, not
categories.
"""

from __future__ import annotations

from enum import StrEnum


class SubjectCategory(StrEnum):
    """The data-subject category."""

    DESIGNATED = "designated"  # publicly listed by an authority; not a suspect here
    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    PRESUMED_VICTIM = "presumed-victim"
    PROTECTED_WITNESS = "protected-witness"
    WITNESS = "witness"
    CONTACT = "contact"
    SMUGGLED_PERSON = "smuggled-person"
    PROFESSIONAL = "professional"
    UNDETERMINED = "undetermined"  # 30 days, own node, nothing leaves
    NOT_A_PERSON = "not-a-person"

    @property
    def is_protected(self) -> bool:
        """True for those whose identity never leaves (rule 1)."""
        return self in PROTECTED

    @property
    def may_be_asked_about(self) -> bool:
        """True for the persons who may enter the index that partners question (rule 20)."""
        return self in ASKABLE


PROTECTED = frozenset(
    {
        SubjectCategory.VICTIM,
        SubjectCategory.PRESUMED_VICTIM,
        SubjectCategory.PROTECTED_WITNESS,
        SubjectCategory.SMUGGLED_PERSON,
    }
)
ASKABLE = frozenset({SubjectCategory.DESIGNATED, SubjectCategory.SUSPECT, SubjectCategory.CONVICTED})
UNDETERMINED_DAYS = 30
