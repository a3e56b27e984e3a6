"""What of a file's drafts may be written, and what is kept of a person whom rule 1 protects.

Refused properties are explained and the rest of the draft is kept (rule 9). Of
a protected person every identifying value stays out: a random pseudonym
remains, and keyed fingerprints that no partner's question can reach.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from passerelle.core import vocabulary
from passerelle.core.property_type import PropertyType
from passerelle.core.statement import LONGEST_VALUE
from passerelle.core.values import country
from passerelle.core.vocabulary import VocabularyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from passerelle.core.draft import Draft, Fact
    from passerelle.core.schema import Property

LONGEST_LANGUAGE = 8
SHIELDED = "identifying value of a protected person; no vault is configured, so a fingerprint alone is kept"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not recorded, where, and why; it holds no value."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A fact that may be written; `reference` says that its value is another entity's publisher's id."""

    fact: Fact
    reference: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """One draft after the rules: what is written, what is not and why, what only a fingerprint keeps."""

    draft: Draft
    protected: bool
    admitted: tuple[Admitted, ...]
    notes: tuple[Note, ...]
    withheld: tuple[Fact, ...] = ()


def protected_drafts(
    drafts: Iterable[Draft], is_protected: Callable[[Draft], bool]
) -> tuple[frozenset[str], frozenset[str]]:
    """The publisher's ids that rule 1 shields, and among them those shielded as relatives alone.

    A person is shielded for what is said of them now, a relative for the
    person; an address, a document or a link is shielded for whom it is about.
    """
    known = list(drafts)
    persons = {draft.publisher_id for draft in known if is_protected(draft)}
    kin: set[str] = set()
    for draft in known:
        if draft.schema == "Family":
            ends = set(_references(draft))
            kin |= ends - persons if ends & persons else set()
    shielded = persons | kin
    described = {
        draft.publisher_id for draft in known if draft.is_link and shielded & set(_references(draft))
    }
    addresses = {
        end
        for draft in known
        if draft.publisher_id in shielded
        for end in _references(draft, "addressEntity")
    }
    return frozenset(shielded | described | addresses), frozenset(kin)


def admit(draft: Draft, *, protected: bool) -> Admission:
    """The draft after vocabulary and rule 1; raises VocabularyError for a kind that does not exist."""
    vocabulary.schema(draft.schema)
    admitted: list[Admitted] = []
    notes: list[Note] = []
    withheld: list[Fact] = []
    for said in draft.facts:
        try:
            fact = _spelt(draft.schema, said)
            found = _checked(draft.schema, fact)
        except VocabularyError as error:
            notes.append(Note(draft.line, str(error)))
            continue
        if protected and found.identifies:
            notes.append(Note(draft.line, f"{draft.schema}.{fact.prop}: {SHIELDED}"))
            withheld.append(fact)
        else:
            short = fact if len(fact.language) <= LONGEST_LANGUAGE else replace(fact, language="")
            admitted.append(Admitted(short, found.type is PropertyType.ENTITY))
    return Admission(draft, protected, tuple(admitted), tuple(notes), tuple(withheld))


def _spelt(schema: str, fact: Fact) -> Fact:
    """A country by its code, as FollowTheMoney writes it, where the file gives its name."""
    found = vocabulary.prop(schema, fact.prop)
    if found.type is not PropertyType.COUNTRY or found.type.fits(fact.value):
        return fact
    code = country.normal(fact.value)
    return replace(fact, value=code.lower()) if code else fact


def _checked(schema: str, fact: Fact) -> Property:
    found = vocabulary.check(schema, fact.prop, fact.value)
    if not 1 <= len(fact.value) <= LONGEST_VALUE:
        raise VocabularyError(
            f"{schema}.{fact.prop} was not recorded: longer than {LONGEST_VALUE} characters"
        )
    if "\0" in fact.value or any("\ud800" <= sign <= "\udfff" for sign in fact.value):
        raise VocabularyError(f"{schema}.{fact.prop} was not recorded: it holds a sign that is no character")
    return found


def _references(draft: Draft, prop: str = "") -> list[str]:
    kinds: Mapping[str, Property] = vocabulary.schema(draft.schema).properties
    return [
        fact.value
        for fact in draft.facts
        if (not prop or fact.prop == prop)
        and fact.prop in kinds
        and kinds[fact.prop].type is PropertyType.ENTITY
    ]
