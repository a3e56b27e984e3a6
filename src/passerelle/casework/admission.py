"""What of a file's drafts may be written, and what is kept of a person whom rule 1 protects.

Refused properties are explained and the rest of the draft is kept (rule 9). Of
a protected person every identifying value stays out: a random pseudonym
remains, and keyed fingerprints that no partner's question can reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from passerelle.core import vocabulary
from passerelle.core.property_type import PropertyType
from passerelle.core.statement import LONGEST_VALUE
from passerelle.core.values import country
from passerelle.core.vocabulary import AbstractSchemaError, MisshapenValueError, VocabularyError

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


class Admitted(NamedTuple):
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
    if vocabulary.schema(draft.schema).abstract:
        raise AbstractSchemaError(draft.schema)
    admitted: list[Admitted] = []
    notes: list[Note] = []
    withheld: list[Fact] = []
    for said in draft.facts:
        try:
            found = _property(draft.schema, said.prop)
            fact = _checked(draft.schema, found, said)
        except VocabularyError as error:
            notes.append(Note(draft.line, str(error)))
            continue
        if protected and found.identifies:
            notes.append(Note(draft.line, f"{draft.schema}.{fact.prop}: {SHIELDED}"))
            withheld.append(fact)
        else:
            admitted.append(Admitted(fact, found.type is PropertyType.ENTITY))
    return Admission(draft, protected, tuple(admitted), tuple(notes), tuple(withheld))


_property = cache(vocabulary.prop)


def _checked(schema: str, found: Property, said: Fact) -> Fact:
    """The fact as it is written; a country by its code, as FollowTheMoney has it, where its name is given."""
    fact, kind = said, found.type
    if kind is PropertyType.COUNTRY and not kind.fits(fact.value):
        code = country.normal(fact.value)
        fact = fact._replace(value=code.lower()) if code else fact
    if not kind.fits(fact.value):
        raise MisshapenValueError(schema, fact.prop, kind)
    if not fact.value or len(fact.value) > LONGEST_VALUE:
        raise VocabularyError(f"{schema}.{fact.prop} was not recorded: not 1 to {LONGEST_VALUE} characters")
    if "\0" in fact.value or _has_surrogate(fact.value):
        raise VocabularyError(f"{schema}.{fact.prop} was not recorded: it holds a sign that is no character")
    return fact if len(fact.language) <= LONGEST_LANGUAGE else fact._replace(language="")


def _has_surrogate(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _references(draft: Draft, prop: str = "") -> list[str]:
    kinds: Mapping[str, Property] = vocabulary.schema(draft.schema).properties
    return [
        fact.value
        for fact in draft.facts
        if (not prop or fact.prop == prop)
        and fact.prop in kinds
        and kinds[fact.prop].type is PropertyType.ENTITY
    ]
