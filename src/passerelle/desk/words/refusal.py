"""The sentence shown to people for each reason why something stays or is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from passerelle.core.refusal_reason import RefusalReason as R

REASONS = {
    R.CLASSIFICATION_NOT_STORABLE: _("Its classification is above what a node may hold."),
    R.NOT_IN_VOCABULARY: _("The vocabulary has no such kind of entity or property."),
    R.SPECIAL_CATEGORY: _("It is a special category of data or a secret, and is never recorded or sent."),
    R.PROTECTIVE_STATE: _("Protective states never leave the node."),
    R.POSITION_UNDER_WAY: _(
        "Positions of people under way leave only as distress messages to a rescue centre."
    ),
    R.SOURCE_IDENTITY: _("It would show who recorded or supplied the information."),
    R.UNDETERMINED: _("The subject's category is undetermined; until it is set, nothing leaves."),
    R.REVIEW_PASSED: _("Its review date has passed; a person must renew it with a reason first."),
    R.READMISSION_WALLED: _("Readmission has its own store; nothing flows to or from it."),
    R.NOT_CLEARED: _("Not cleared."),
    R.HELP_IS_NOT_ENFORCEMENT: _("Data held to rescue or assist never answer an enforcement purpose."),
    R.PROTECTED_IDENTITY: _("It identifies a person under protection."),
    R.CHILD: _("It concerns a child; only a suspect, and with a magistrate's decision."),
    R.PUBLIC_EXTRACTS_ONLY: _("A university receives public extracts and statistics only."),
    R.NO_ORIGINATOR_CONSENT: _("The service it came from has not consented to this recipient for this item."),
    R.FIU_FURTHER_USE: _("The disclosing financial intelligence unit has not consented to this further use."),
    R.PURPOSE_CHANGED: _("It was recorded for another purpose, and its owner has not allowed this one."),
    R.H1_JUDICIAL: _("Handling code H1: its provider has not permitted disclosure in judicial proceedings."),
    R.H2_BEYOND_ADDRESSEE: _("Handling code H2: its provider has not permitted this recipient."),
    R.H3_ASK_PROVIDER: _("Handling code H3: its provider set a restriction that a person must ask about."),
    R.OTHER_REGIME: _("Data of law enforcement do not go to a body that is no competent authority."),
    R.REGIME_NOT_NAMED: _("No clause names a recipient that works under Regulation 2016/679."),
    R.BANK_ORDERS_ONLY: _("A bank receives typologies, lawful orders and public lists, and nothing else."),
    R.NO_BASIS: _("No legal basis for the recipient's country is in force at this instant."),
    R.DEROGATION: _("Only a derogation would allow it: one case, documented, decided by a person."),
    R.NO_AGREEMENT: _("No agreement joins the sender and the recipient."),
    R.NOT_IN_FORCE: _("The agreement that joins them is not in force at this instant."),
    R.INSTRUMENT_NOT_IN_FORCE: _("An instrument the agreement rests on does not bind both countries now."),
    R.FORBIDDEN: _("A clause of an agreement forbids it."),
    R.WITHHELD: _("The sender keeps this category of person back in the joint centre."),
    R.PURPOSE_NOT_COVERED: _("The agreement does not cover this purpose."),
    R.NOT_A_MEMBER: _("One of them has not joined the joint centre for this purpose."),
    R.CATEGORY_NOT_COVERED: _("The agreement does not cover this category of person."),
    R.SCHEMA_NOT_COVERED: _("The agreement does not cover this kind of entity."),
    R.CLASSIFICATION_ABOVE_CEILING: _("Its classification is above the agreement's ceiling."),
    R.ONWARD_EXCLUDED: _("The agreement it was received or would be sent under excludes onward transfer."),
    R.NO_CLAUSE: _("No clause permits it."),
    R.NOT_ASKABLE: _("Only suspects, convicted and designated persons may be asked about."),
    R.UNATTRIBUTED: _("The object is not attributed to a group with a reason."),
    R.HOLDER_ATTACHED: _("A declared document is asked about by its number alone, without its holder."),
    R.NEEDS_MAGISTRATE: _("A child may be asked about only with a magistrate's decision."),
    R.REGISTER_OF_PEOPLE: _(
        "A question is never built from a register of passengers, applicants or arrivals."
    ),
    R.MIGRATION_CONTROL: _("A question may not serve migration control."),
    R.INERT_ALONE: _("Nationality and birthplace are never searched."),
    R.TOO_MANY_KEYS: _("The question holds more keys than the agreement allows."),
    R.BUDGET_SPENT: _("What the agreement lets be asked today is spent."),
    R.SENDER: _("A service of this kind does not send this kind of message."),
    R.ROLE: _("This role may not do this."),
    R.CASE_MISSING: _("Name the case, request or duty operation first."),
    R.REASON_MISSING: _("Give the reason first."),
}
# A refusal names a clause by its number, a rule of the software, or a part of the agreement.
CLAUSES = {
    "categories": _("the agreement's list of persons"),
    "purposes": _("the agreement's list of purposes"),
    "schemata": _("the agreement's list of kinds"),
    "questions": _("the agreement's terms for questions"),
    "vocabulary": _("the vocabulary"),
    "sanitisation": _("protection of sources"),
    "public extracts": _("public extracts only"),
    "onward": _("the agreement's rule on passing on"),
    "joining": _("the joint centre's list of members"),
    "withholding": _("what a member of the joint centre keeps back"),
    "clauses": _("silence of the clauses"),
}
