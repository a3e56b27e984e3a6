"""The refusals that no agreement can lift: the rules that come before every clause.

Each check is one rule and returns its refusal or None. They run in this order
so that the gravest reason is the one named; any of them refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.decision import Refuse
from passerelle.core.handling import HandlingCode
from passerelle.core.item_permission import Cover
from passerelle.core.party import Regime, ServiceKind
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.retention import has_passed
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import RefusedPropertyError, VocabularyError, prop, schema

if TYPE_CHECKING:
    from passerelle.core.country_status import CountryTable
    from passerelle.core.transfer import Transfer

SUSPECTED = frozenset({SubjectCategory.SUSPECT, SubjectCategory.CONVICTED})
NOT_ON_BOARD = frozenset({SubjectCategory.NOT_A_PERSON, SubjectCategory.PROFESSIONAL})
DEATH_JUDGES = frozenset({ServiceKind.PROSECUTOR, ServiceKind.COURT})
FOR_BANKS = frozenset({"Typology", "MoneyOrder"})
ENFORCEMENT_PURPOSES = frozenset(
    {
        Purpose.GROUP_INVESTIGATION,
        Purpose.PROSECUTION,
        Purpose.FINANCIAL_INTELLIGENCE,
        Purpose.DOCUMENT_CHECK,
        Purpose.READMISSION,
    }
)


def refuse_by_rule(transfer: Transfer, countries: CountryTable) -> Refuse | None:
    """The first refusal of a rule, or None when only the agreements remain to be asked."""
    for check in CHECKS:
        refusal = check(transfer)
        if refusal is not None:
            return refusal
    return _basis(transfer, countries)


def _storable(transfer: Transfer) -> Refuse | None:
    if transfer.marking.classification.may_be_stored:
        return None
    return Refuse(RefusalReason.CLASSIFICATION_NOT_STORABLE, "Decision 2013/488/EU")


def _word(transfer: Transfer) -> Refuse | None:
    try:
        found = prop(transfer.schema, transfer.prop)
    except RefusedPropertyError:
        return Refuse(RefusalReason.SPECIAL_CATEGORY, "rule 9")
    except VocabularyError:
        return Refuse(RefusalReason.NOT_IN_VOCABULARY, "vocabulary")
    if schema(transfer.schema).never_leaves:
        return Refuse(RefusalReason.PROTECTIVE_STATE, "rule 22")
    if found.under_way:
        return Refuse(RefusalReason.POSITION_UNDER_WAY, "rule 21")
    if found.internal:
        return Refuse(RefusalReason.SOURCE_IDENTITY, "sanitisation")
    return None


def _determined(transfer: Transfer) -> Refuse | None:
    if transfer.marking.category is SubjectCategory.UNDETERMINED:
        return Refuse(RefusalReason.UNDETERMINED, "rule 2")
    return None


def _review(transfer: Transfer) -> Refuse | None:
    # The review date is a day of the journal's calendar, which is UTC (rule 10).
    if has_passed(transfer.marking.review, transfer.at):
        return Refuse(RefusalReason.REVIEW_PASSED, "rule 12")
    return None


def _readmission(transfer: Transfer) -> Refuse | None:
    signs = (
        transfer.marking.purpose is Purpose.READMISSION,
        transfer.purpose is Purpose.READMISSION,
        transfer.sender.kind is ServiceKind.READMISSION,
        transfer.recipient.kind is ServiceKind.READMISSION,
    )
    if not any(signs):
        return None
    if not all(signs):
        return Refuse(RefusalReason.READMISSION_WALLED, "rule 22")
    if not transfer.cleared or transfer.protections:
        return Refuse(RefusalReason.NOT_CLEARED, "rule 22")
    return None


def _help(transfer: Transfer) -> Refuse | None:
    if not transfer.marking.purpose.is_help:
        return None
    if not transfer.recipient.kind.is_enforcement and transfer.purpose not in ENFORCEMENT_PURPOSES:
        return None
    if _is_death_inquiry(transfer):
        return None
    return Refuse(RefusalReason.HELP_IS_NOT_ENFORCEMENT, "rule 19")


def _is_death_inquiry(transfer: Transfer) -> bool:
    """A judge's order about deaths or a failure to rescue, and never against those on board."""
    return (
        transfer.marking.purpose is Purpose.SEARCH_AND_RESCUE
        and transfer.purpose is Purpose.PROSECUTION
        and transfer.recipient.kind in DEATH_JUDGES
        and transfer.marking.category in NOT_ON_BOARD
        and transfer.is_permitted(Cover.DEATH_INQUIRY)
    )


def _identity(transfer: Transfer) -> Refuse | None:
    category = transfer.marking.category
    shielded = any(kind.shields_identity for kind in transfer.protections)
    if not (category.is_protected or shielded):
        return None
    if not prop(transfer.schema, transfer.prop).identifies or transfer.is_permitted(Cover.IDENTITY):
        return None
    if category in SUSPECTED and transfer.is_permitted(Cover.INDEPENDENT):
        return None
    return Refuse(RefusalReason.PROTECTED_IDENTITY, "rule 1")


def _child(transfer: Transfer) -> Refuse | None:
    category = transfer.marking.category
    if not transfer.is_about_a_child or category.is_protected:
        return None
    if category in SUSPECTED and transfer.is_permitted(Cover.CHILD):
        return None
    return Refuse(RefusalReason.CHILD, "rule 20")


def _public_extracts(transfer: Transfer) -> Refuse | None:
    if transfer.recipient.kind is not ServiceKind.UNIVERSITY or _is_public(transfer):
        return None
    if transfer.purpose is Purpose.STATISTICS and not _is_personal(transfer):
        return None
    return Refuse(RefusalReason.PUBLIC_EXTRACTS_ONLY, "public extracts")


def _originator(transfer: Transfer) -> Refuse | None:
    if transfer.is_onward and not transfer.is_permitted(Cover.ONWARD):
        return Refuse(RefusalReason.NO_ORIGINATOR_CONSENT, "rule 4")
    return None


def _purpose(transfer: Transfer) -> Refuse | None:
    recorded = transfer.marking.purpose
    if transfer.purpose is recorded or transfer.is_permitted(Cover.FURTHER_USE):
        return None
    if _is_death_inquiry(transfer):
        return None
    if recorded is Purpose.FINANCIAL_INTELLIGENCE and transfer.marking.owner != transfer.sender.service:
        return Refuse(RefusalReason.FIU_FURTHER_USE, "Egmont principles")
    return Refuse(RefusalReason.PURPOSE_CHANGED, "Directive 2016/680 article 4(2)")


def _handling(transfer: Transfer) -> Refuse | None:
    codes = transfer.marking.handling.codes
    if transfer.marking.purpose is Purpose.FINANCIAL_INTELLIGENCE:
        # What a financial intelligence unit discloses carries H1 and H2 unless it says otherwise.
        codes |= {HandlingCode.H1, HandlingCode.H2}
    if HandlingCode.H2 in codes and transfer.is_onward and not transfer.is_permitted(Cover.BEYOND_ADDRESSEE):
        return Refuse(RefusalReason.H2_BEYOND_ADDRESSEE, "rule 5")
    judicial = transfer.recipient.is_judicial or transfer.purpose is Purpose.PROSECUTION
    if HandlingCode.H1 in codes and judicial and not transfer.is_permitted(Cover.JUDICIAL):
        return Refuse(RefusalReason.H1_JUDICIAL, "rule 5")
    own = transfer.marking.owner == transfer.sender.service
    if HandlingCode.H3 in codes and not own and not transfer.is_permitted(Cover.RESTRICTION):
        return Refuse(RefusalReason.H3_ASK_PROVIDER, "handling H3")
    return None


def _regime(transfer: Transfer) -> Refuse | None:
    # Bodies that are no competent authority work under Regulation 2016/679: data held under
    # Directive 2016/680 do not enter their nodes; a published listing and a referral may.
    if transfer.sender.regime is Regime.GDPR or not transfer.recipient.kind.is_private:
        return None
    if transfer.marking.purpose.is_help or _is_public(transfer) or not _is_personal(transfer):
        return None
    if transfer.recipient.kind is ServiceKind.BANK and _is_for_banks(transfer):
        return None
    return Refuse(RefusalReason.OTHER_REGIME, "Directive 2016/680 article 2")


def leaves_directive(transfer: Transfer) -> bool:
    """True for personal data that an authority under Directive 2016/680 sends to one that is not (article 9).

    Private bodies are apart: what they may have at all is a rule of its own.
    """
    crosses = transfer.sender.regime is not Regime.GDPR and transfer.recipient.regime is Regime.GDPR
    if not crosses or transfer.recipient.kind.is_private or transfer.marking.purpose.is_help:
        return False
    return _is_personal(transfer) and not _is_public(transfer)


def _bank(transfer: Transfer) -> Refuse | None:
    # Whom authorities look for a bank never learns: it gets typologies, orders that it has to carry out,
    # and what is public.
    if transfer.recipient.kind is not ServiceKind.BANK or _is_public(transfer):
        return None
    return None if _is_for_banks(transfer) else Refuse(RefusalReason.BANK_ORDERS_ONLY, "banks")


def _is_for_banks(transfer: Transfer) -> bool:
    """True for a typology, and for a decided order: it names an account, and neither names a person."""
    return transfer.schema in FOR_BANKS and transfer.marking.category is SubjectCategory.NOT_A_PERSON


def _basis(transfer: Transfer, countries: CountryTable) -> Refuse | None:
    if transfer.sender.country == transfer.recipient.country:
        return None
    rows = countries.rows_of(transfer.recipient.country, transfer.at)
    if not rows:
        return Refuse(RefusalReason.NO_BASIS, "rule 16")
    if not _is_personal(transfer) or any(row.personal for row in rows):
        return None
    if not any(row.derogation for row in rows):
        return Refuse(RefusalReason.NO_BASIS, "rule 16")
    if transfer.is_permitted(Cover.DEROGATION):
        return None
    return Refuse(RefusalReason.DEROGATION, "rule 17")


def _is_public(transfer: Transfer) -> bool:
    """True for a statement of a public list about a person whom an authority designated."""
    return (
        transfer.marking.purpose is Purpose.PUBLIC_LISTING
        and transfer.marking.category is SubjectCategory.DESIGNATED
    )


def _is_personal(transfer: Transfer) -> bool:
    """True for a person's item, and for an object's that leads to one, like a plate."""
    person = transfer.marking.category is not SubjectCategory.NOT_A_PERSON
    return person or prop(transfer.schema, transfer.prop).identifies


CHECKS = (
    _storable,
    _word,
    _determined,
    _review,
    _readmission,
    _help,
    _identity,
    _child,
    _public_extracts,
    _originator,
    _purpose,
    _handling,
    _regime,
    _bank,
)
