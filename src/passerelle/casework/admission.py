"""What of a file's drafts may be written, and what is kept of a person whom rule 1 protects.

Refused properties are explained and the rest of the draft is kept (rule 9). Of
a protected person every identifying value stays out: a random pseudonym
remains, and keyed fingerprints that no partner's question can reach.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from passerelle.core import vocabulary
from passerelle.core.draft import Explained
from passerelle.core.property_type import PropertyType
from passerelle.core.statement import LONGEST_VALUE
from passerelle.core.values import country
from passerelle.core.vocabulary import AbstractSchemaError, MisshapenValueError, VocabularyError, schemata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from passerelle.core.draft import Draft, Fact
    from passerelle.core.schema import Property

LONGEST_LANGUAGE = 8
HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z][\w-]+(?:[:/?]\S*)?")
LONGEST_PUBLISHER_ID = 120
# Control signs, and halves of a sign that no encoding writes: no table takes them.
UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
LOST = "{schema}.{prop} refers to a record that was not taken"
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
    kinds = schemata()
    known = [draft for draft in drafts if draft.schema in kinds]
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


def taken_or_explained(draft: Draft, *, protected: bool) -> Admission | tuple[Explained | Note, ...]:
    """The draft after the rules, or why none of its records is taken.

    What was read out of a record that another draft accounts for is no record: of it there is a note.
    """
    reason = ""
    if not 1 <= len(draft.publisher_id) <= LONGEST_PUBLISHER_ID:
        reason = "the record's id is empty or too long"
    elif UNWRITABLE.search(draft.publisher_id):
        reason = "the record's id holds a sign that cannot be written"
    else:
        try:
            found = admit(draft, protected=protected)
        except VocabularyError as error:
            reason = str(error)
        else:
            unsaid = {*(note.reason for note in found.notes), *draft.left}
            # A line may say that an entity exists and no more: then nothing of it is lost.
            if found.admitted or found.protected or not unsaid:
                return found
            reason = "; ".join(sorted(unsaid))
    return (Explained(draft.line, reason),) * draft.records or (Note(draft.line, reason),)


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
    """The fact as FollowTheMoney has it: a country by its code, an address of the web with its scheme."""
    fact, kind = said, found.type
    if kind is PropertyType.COUNTRY and not kind.fits(fact.value):
        code = country.normal(fact.value)
        fact = fact._replace(value=code.lower()) if code else fact
    if kind is PropertyType.URL and HOST.fullmatch(fact.value):
        fact = fact._replace(value=f"http://{fact.value}")
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
