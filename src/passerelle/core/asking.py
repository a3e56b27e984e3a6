"""Who and what partners may ask about, and who may ask (rule 20): no finder of people.

Two questions are answered: may this item enter the index that partners
question, and may this question be built here. Both refuse by default.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import VocabularyError, is_a, prop, schema

if TYPE_CHECKING:
    from passerelle.core.agreement import QuestionTerms

RULE = "rule 20"
# A listing of a child is no suspicion of the node, so a designated child does not enter.
SUSPECTED = frozenset({SubjectCategory.SUSPECT, SubjectCategory.CONVICTED})
CATEGORIES_OF_OBJECTS = frozenset(
    {
        SubjectCategory.NOT_A_PERSON,
        SubjectCategory.SUSPECT,
        SubjectCategory.CONVICTED,
        SubjectCategory.DESIGNATED,
    }
)
ASKING_PURPOSES = frozenset(
    {Purpose.GROUP_INVESTIGATION, Purpose.PROSECUTION, Purpose.FINANCIAL_INTELLIGENCE}
)


class Register(StrEnum):
    """What kind of list the keys of a question were taken from."""

    GROUP_FILE = "group-file"
    PUBLIC_LIST = "public-list"
    FINANCIAL_REPORT = "financial-report"
    DOCUMENT_IN_HAND = "document-in-hand"  # one number at one check
    PASSENGERS = "passengers"
    APPLICANTS = "applicants"
    ARRIVALS = "arrivals"
    MIGRATION_CONTROL = "migration-control"

    @property
    def is_of_people_who_move(self) -> bool:
        """True for the registers from which no question is ever built."""
        return self in {Register.PASSENGERS, Register.APPLICANTS, Register.ARRIVALS}


@dataclass(frozen=True, slots=True)
class Attribution:
    """An object is a group's, for a reason somebody wrote and signed."""

    group: str  # entity id
    reason: str
    by: str  # user id

    @property
    def is_whole(self) -> bool:
        """True when nothing of it is blank."""
        return all(part.strip() for part in (self.group, self.reason, self.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One property of one entity that might be made askable."""

    category: SubjectCategory
    schema: str
    prop: str
    purpose: Purpose
    attribution: Attribution | None = None
    minor: bool = False
    protected: bool = False  # a protective state is pending (rule 1)
    magistrate: str = ""  # reference of a decision about a child
    holder: bool = False  # the entry of a declared document names or links its holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a question would be, before any key is blinded."""

    register: Register
    purpose: Purpose
    keys: int
    asked_today: int  # questions, of this partner under this agreement for this purpose
    spent_today: int = 0  # bits, likewise
    with_holder: bool = False  # a document in hand is asked with its holder's data


def may_enter_index(candidate: Candidate) -> Decision:
    """Whether a key of this property may enter the index that partners question."""
    refusal = _never_askable(candidate)
    if refusal is not None:
        return refusal
    if candidate.minor:
        return _child(candidate)
    if is_a(candidate.schema, "DeclaredDocument"):
        return _declared(candidate)
    if is_a(candidate.schema, "LegalEntity") or is_a(candidate.schema, "Identification"):
        return _subject(candidate)
    return _object(candidate)


def may_ask(question: Question, terms: QuestionTerms | None) -> Decision:
    """Whether this node may build the question under these terms; a refused one is never sent."""
    refusal = _register(question)
    if refusal is None:
        refusal = _purpose(question)
    if refusal is not None:
        return refusal
    if terms is None:
        return Refuse(RefusalReason.NO_CLAUSE, "questions")
    if not 1 <= question.keys <= terms.keys:
        return Refuse(RefusalReason.TOO_MANY_KEYS, "questions")
    spent = question.spent_today + terms.cost(question.keys)
    if question.asked_today >= terms.per_day or spent > terms.budget:
        return Refuse(RefusalReason.BUDGET_SPENT, "questions")
    return Permit("questions")


def _never_askable(candidate: Candidate) -> Refuse | None:
    try:
        found = prop(candidate.schema, candidate.prop)
    except VocabularyError:
        return Refuse(RefusalReason.NOT_IN_VOCABULARY, "vocabulary")
    if found.inert:
        return Refuse(RefusalReason.INERT_ALONE, "rule 9")
    if schema(candidate.schema).never_leaves:
        return Refuse(RefusalReason.PROTECTIVE_STATE, "rule 22")
    if candidate.protected or candidate.category.is_protected:
        return Refuse(RefusalReason.PROTECTED_IDENTITY, "rule 1")
    if candidate.purpose.is_help or candidate.purpose is Purpose.READMISSION:
        return Refuse(RefusalReason.HELP_IS_NOT_ENFORCEMENT, "rule 19")
    return None


def _register(question: Question) -> Refuse | None:
    if question.register.is_of_people_who_move:
        return Refuse(RefusalReason.REGISTER_OF_PEOPLE, RULE)
    if question.register is Register.MIGRATION_CONTROL:
        return Refuse(RefusalReason.MIGRATION_CONTROL, RULE)
    return None


def _purpose(question: Question) -> Refuse | None:
    at_a_check = question.register is Register.DOCUMENT_IN_HAND
    if at_a_check != (question.purpose is Purpose.DOCUMENT_CHECK):
        return Refuse(RefusalReason.PURPOSE_CHANGED, RULE)
    if at_a_check and question.with_holder:
        return Refuse(RefusalReason.HOLDER_ATTACHED, RULE)
    if at_a_check and question.keys > 1:
        return Refuse(RefusalReason.TOO_MANY_KEYS, RULE)
    listed = question.register is Register.PUBLIC_LIST and question.purpose is Purpose.PUBLIC_LISTING
    if not (at_a_check or listed or question.purpose in ASKING_PURPOSES):
        return Refuse(RefusalReason.PURPOSE_CHANGED, RULE)
    return None


def _child(candidate: Candidate) -> Decision:
    if candidate.category not in SUSPECTED or not is_a(candidate.schema, "Person"):
        return Refuse(RefusalReason.CHILD, RULE)
    if not candidate.magistrate.strip():
        return Refuse(RefusalReason.NEEDS_MAGISTRATE, RULE)
    return Permit(RULE)


def _declared(candidate: Candidate) -> Decision:
    if candidate.holder or candidate.category is not SubjectCategory.NOT_A_PERSON:
        return Refuse(RefusalReason.HOLDER_ATTACHED, RULE)
    if candidate.prop != "number":
        return Refuse(RefusalReason.NOT_ASKABLE, RULE)
    return Permit(RULE)


def _subject(candidate: Candidate) -> Decision:
    """A person and their papers by category; an organisation, as an object, by its attribution."""
    if candidate.category.may_be_asked_about:
        return Permit(RULE)
    if not is_a(candidate.schema, "Organization") or candidate.category is not SubjectCategory.NOT_A_PERSON:
        return Refuse(RefusalReason.NOT_ASKABLE, RULE)
    return _object(candidate)


def _object(candidate: Candidate) -> Decision:
    """A phone, account, vehicle or document: whoever held it, only its reasoned tie to a group counts."""
    if candidate.category not in CATEGORIES_OF_OBJECTS:
        return Refuse(RefusalReason.NOT_ASKABLE, RULE)
    listed = candidate.category is SubjectCategory.DESIGNATED and candidate.purpose is Purpose.PUBLIC_LISTING
    whole = candidate.attribution is not None and candidate.attribution.is_whole
    if not (listed or whole):
        return Refuse(RefusalReason.UNATTRIBUTED, RULE)
    return Permit(RULE)
