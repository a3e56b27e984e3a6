"""Why something is refused: a closed list, with the sentence shown to people beside each.

A reason that depends on what this node holds is never told to a partner: the
partner sees what it would see were the item absent.
"""

from __future__ import annotations

from enum import StrEnum


class RefusalReason(StrEnum):
    """One reason; the value is stable on wires and in journals, the sentence may be translated."""

    CLASSIFICATION_NOT_STORABLE = "classification-not-storable"
    NOT_IN_VOCABULARY = "not-in-vocabulary"
    SPECIAL_CATEGORY = "special-category"
    PROTECTIVE_STATE = "protective-state"
    POSITION_UNDER_WAY = "position-under-way"
    SOURCE_IDENTITY = "source-identity"
    UNDETERMINED = "undetermined"
    REVIEW_PASSED = "review-passed"
    READMISSION_WALLED = "readmission-walled"
    NOT_CLEARED = "not-cleared"
    HELP_IS_NOT_ENFORCEMENT = "help-is-not-enforcement"
    PROTECTED_IDENTITY = "protected-identity"
    CHILD = "child"
    PUBLIC_EXTRACTS_ONLY = "public-extracts-only"
    NO_ORIGINATOR_CONSENT = "no-originator-consent"
    FIU_FURTHER_USE = "fiu-further-use"
    PURPOSE_CHANGED = "purpose-changed"
    H1_JUDICIAL = "h1-judicial"
    H2_BEYOND_ADDRESSEE = "h2-beyond-addressee"
    H3_ASK_PROVIDER = "h3-ask-provider"
    OTHER_REGIME = "other-regime"
    REGIME_NOT_NAMED = "regime-not-named"
    BANK_ORDERS_ONLY = "bank-orders-only"
    NO_BASIS = "no-basis"
    DEROGATION = "derogation"
    NO_AGREEMENT = "no-agreement"
    NOT_IN_FORCE = "not-in-force"
    INSTRUMENT_NOT_IN_FORCE = "instrument-not-in-force"
    FORBIDDEN = "forbidden"
    WITHHELD = "withheld"
    PURPOSE_NOT_COVERED = "purpose-not-covered"
    NOT_A_MEMBER = "not-a-member"
    CATEGORY_NOT_COVERED = "category-not-covered"
    SCHEMA_NOT_COVERED = "schema-not-covered"
    CLASSIFICATION_ABOVE_CEILING = "classification-above-ceiling"
    ONWARD_EXCLUDED = "onward-excluded"
    NO_CLAUSE = "no-clause"
    NOT_ASKABLE = "not-askable"
    UNATTRIBUTED = "unattributed"
    HOLDER_ATTACHED = "holder-attached"
    NEEDS_MAGISTRATE = "needs-magistrate"
    REGISTER_OF_PEOPLE = "register-of-people"
    MIGRATION_CONTROL = "migration-control"
    INERT_ALONE = "inert-alone"
    TOO_MANY_KEYS = "too-many-keys"
    BUDGET_SPENT = "budget-spent"
    SENDER = "sender"
    ROLE = "role"
    CASE_MISSING = "case-missing"
    REASON_MISSING = "reason-missing"

    @property
    def sentence(self) -> str:
        """What a person reads; it holds no value of the item."""
        return SENTENCES[self]

    @property
    def is_about_data(self) -> bool:
        """True when the reason depends on what this node holds: a partner is answered as if absent."""
        return self in ABOUT_DATA


R = RefusalReason
SENTENCES = {
    R.CLASSIFICATION_NOT_STORABLE: "Its classification is above what a node may hold.",
    R.NOT_IN_VOCABULARY: "The vocabulary has no such kind of entity or property.",
    R.SPECIAL_CATEGORY: "It is a special category of data or a secret, and is never recorded or sent.",
    R.PROTECTIVE_STATE: "Protective states never leave the node.",
    R.POSITION_UNDER_WAY: "Positions of people under way leave only as distress messages to a rescue centre.",
    R.SOURCE_IDENTITY: "It would show who recorded or supplied the information.",
    R.UNDETERMINED: "The subject's category is undetermined; until it is set, nothing leaves.",
    R.REVIEW_PASSED: "Its review date has passed; a person must renew it with a reason first.",
    R.READMISSION_WALLED: "Readmission has its own store; nothing flows to or from it.",
    R.NOT_CLEARED: "Not cleared.",
    R.HELP_IS_NOT_ENFORCEMENT: "Data held to rescue or assist never answer an enforcement purpose.",
    R.PROTECTED_IDENTITY: "It identifies a person under protection.",
    R.CHILD: "It concerns a child; only a suspect, and with a magistrate's decision.",
    R.PUBLIC_EXTRACTS_ONLY: "A university receives public extracts and statistics only.",
    R.NO_ORIGINATOR_CONSENT: "The service it came from has not consented to this recipient for this item.",
    R.FIU_FURTHER_USE: "The disclosing financial intelligence unit has not consented to this further use.",
    R.PURPOSE_CHANGED: "It was recorded for another purpose, and its owner has not allowed this one.",
    R.H1_JUDICIAL: "Handling code H1: its provider has not permitted disclosure in judicial proceedings.",
    R.H2_BEYOND_ADDRESSEE: "Handling code H2: its provider has not permitted this recipient.",
    R.H3_ASK_PROVIDER: "Handling code H3: its provider set a restriction that a person must ask about.",
    R.OTHER_REGIME: "Data of law enforcement do not go to a body that is no competent authority.",
    R.REGIME_NOT_NAMED: "No clause names a recipient that works under Regulation 2016/679.",
    R.BANK_ORDERS_ONLY: "A bank receives typologies, lawful orders and public lists, and nothing else.",
    R.NO_BASIS: "No legal basis for the recipient's country is in force at this instant.",
    R.DEROGATION: "Only a derogation would allow it: one case, documented, decided by a person.",
    R.NO_AGREEMENT: "No agreement joins the sender and the recipient.",
    R.NOT_IN_FORCE: "The agreement that joins them is not in force at this instant.",
    R.INSTRUMENT_NOT_IN_FORCE: "An instrument the agreement rests on does not bind both countries now.",
    R.FORBIDDEN: "A clause of an agreement forbids it.",
    R.WITHHELD: "The sender keeps this category of person back in the joint centre.",
    R.PURPOSE_NOT_COVERED: "The agreement does not cover this purpose.",
    R.NOT_A_MEMBER: "One of them has not joined the joint centre for this purpose.",
    R.CATEGORY_NOT_COVERED: "The agreement does not cover this category of person.",
    R.SCHEMA_NOT_COVERED: "The agreement does not cover this kind of entity.",
    R.CLASSIFICATION_ABOVE_CEILING: "Its classification is above the agreement's ceiling.",
    R.ONWARD_EXCLUDED: "The agreement it was received or would be sent under excludes onward transfer.",
    R.NO_CLAUSE: "No clause permits it.",
    R.NOT_ASKABLE: "Only suspects, convicted and designated persons may be asked about.",
    R.UNATTRIBUTED: "The object is not attributed to a group with a reason.",
    R.HOLDER_ATTACHED: "A declared document is asked about by its number alone, without its holder.",
    R.NEEDS_MAGISTRATE: "A child may be asked about only with a magistrate's decision.",
    R.REGISTER_OF_PEOPLE: "A question is never built from a register of passengers, applicants or arrivals.",
    R.MIGRATION_CONTROL: "A question may not serve migration control.",
    R.INERT_ALONE: "Nationality and birthplace are never searched.",
    R.TOO_MANY_KEYS: "The question holds more keys than the agreement allows.",
    R.BUDGET_SPENT: "What the agreement lets be asked today is spent.",
    R.SENDER: "A service of this kind does not send this kind of message.",
    R.ROLE: "This role may not do this.",
    R.CASE_MISSING: "Name the case, request or duty operation first.",
    R.REASON_MISSING: "Give the reason first.",
}
ABOUT_DATA = frozenset(
    {
        R.CLASSIFICATION_NOT_STORABLE,
        R.PROTECTIVE_STATE,
        R.POSITION_UNDER_WAY,
        R.SOURCE_IDENTITY,
        R.UNDETERMINED,
        R.REVIEW_PASSED,
        R.READMISSION_WALLED,
        R.NOT_CLEARED,
        R.HELP_IS_NOT_ENFORCEMENT,
        R.PROTECTED_IDENTITY,
        R.CHILD,
        R.NO_ORIGINATOR_CONSENT,
        R.FIU_FURTHER_USE,
        R.PURPOSE_CHANGED,
        R.H1_JUDICIAL,
        R.H2_BEYOND_ADDRESSEE,
        R.H3_ASK_PROVIDER,
        R.CATEGORY_NOT_COVERED,
        R.CLASSIFICATION_ABOVE_CEILING,
        R.FORBIDDEN,
        R.WITHHELD,
        R.ONWARD_EXCLUDED,
        R.NO_CLAUSE,
        R.NOT_ASKABLE,
        R.UNATTRIBUTED,
    }
)
