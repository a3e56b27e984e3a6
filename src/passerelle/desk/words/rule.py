"""Words for grades, handling, categories, purposes and roles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.casework.reading import Kept
from passerelle.core.grade import InformationGrade, SourceGrade
from passerelle.core.handling import HandlingCode
from passerelle.core.marking import AssertionKind
from passerelle.core.purpose import Purpose
from passerelle.core.retention import Hold
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory

SOURCE_GRADES = {
    SourceGrade.A: _("no doubt about the source"),
    SourceGrade.B: _("source reliable in most instances"),
    SourceGrade.C: _("source unreliable in most instances"),
    SourceGrade.X: _("source cannot be assessed"),
}
INFORMATION_GRADES = {
    InformationGrade.ONE: _("accuracy not in doubt"),
    InformationGrade.TWO: _("known personally to the source, not to the official"),
    InformationGrade.THREE: _("not known personally to the source, corroborated"),
    InformationGrade.FOUR: _("not known personally to the source, cannot be corroborated"),
}
HANDLING = {
    HandlingCode.H0: _("only for preventing and combating crime"),
    HandlingCode.H1: _("not in judicial proceedings without the provider's permission"),
    HandlingCode.H2: _("not to be passed on without the provider's permission"),
    HandlingCode.H3: _("other restrictions of the provider"),
}
ASSERTIONS = {
    AssertionKind.FACT: pgettext_lazy("kind of statement", "fact"),
    AssertionKind.ASSESSMENT: pgettext_lazy("kind of statement", "assessment"),
}
CATEGORIES = {
    SubjectCategory.DESIGNATED: _("publicly listed"),
    SubjectCategory.SUSPECT: _("suspect"),
    SubjectCategory.CONVICTED: _("convicted"),
    SubjectCategory.VICTIM: _("victim"),
    SubjectCategory.PRESUMED_VICTIM: _("presumed victim"),
    SubjectCategory.PROTECTED_WITNESS: _("protected witness"),
    SubjectCategory.WITNESS: _("witness"),
    SubjectCategory.CONTACT: pgettext_lazy("category of person", "contact"),
    SubjectCategory.SMUGGLED_PERSON: _("smuggled person"),
    SubjectCategory.PROFESSIONAL: pgettext_lazy("category of person", "professional"),
    SubjectCategory.UNDETERMINED: _("undetermined, 30 days at most"),
    SubjectCategory.NOT_A_PERSON: _("not a person"),
}
PURPOSES = {
    Purpose.GROUP_INVESTIGATION: _("Investigation of a group"),
    Purpose.PROSECUTION: _("Prosecution"),
    Purpose.FINANCIAL_INTELLIGENCE: _("Financial intelligence"),
    Purpose.DOCUMENT_CHECK: _("Document check"),
    Purpose.PUBLIC_LISTING: _("Public listing"),
    Purpose.VICTIM_ASSISTANCE: _("Assistance to victims"),
    Purpose.SEARCH_AND_RESCUE: _("Search and rescue"),
    Purpose.READMISSION: _("Readmission"),
    Purpose.OVERSIGHT: _("Oversight"),
    Purpose.STATISTICS: _("Statistics"),
    Purpose.PROGRAMME: _("Programme"),
}
ROLES = {
    Role.ANALYST: _("analyst"),
    Role.INVESTIGATOR: _("investigator"),
    Role.LIAISON_OFFICER: _("liaison officer"),
    Role.SINGLE_POINT_OF_CONTACT: _("single point of contact"),
    Role.MAGISTRATE: _("magistrate"),
    Role.LIAISON_MAGISTRATE: _("liaison magistrate"),
    Role.CUSTOMS_OR_BORDER_OFFICER: _("customs or border officer"),
    Role.CENTRE_OPERATOR: _("operator of a centre"),
    Role.FINANCIAL_INVESTIGATOR: _("financial investigator"),
    Role.ASSET_RECOVERY: _("asset recovery officer"),
    Role.VICTIM_SUPPORT_WORKER: _("victim-support worker"),
    Role.INTERPRETER: _("interpreter"),
    Role.DUTY_OFFICER: _("duty officer"),
    Role.RESCUE_COORDINATOR: _("rescue coordinator"),
    Role.READMISSION_MONITOR: _("readmission monitor"),
    Role.COUNSEL: _("counsel"),
    Role.DATA_PROTECTION_OFFICER: _("data-protection officer"),
    Role.INSPECTOR: _("inspector"),
    Role.ADMINISTRATOR: _("administrator"),
}
HOLDS = {
    Hold.JUDICIAL_FILE: _("Lies in a judicial file"),
    Hold.DISCLOSED_TO_DEFENCE: _("Was disclosed to the defence"),
    Hold.COMPLAINT: _("Is under complaint"),
    Hold.INQUIRY: _("Is under inquiry"),
}
KEPT = {
    Kept.RECALLED: _("Restricted: recalled by its owner"),
    Kept.ENDED: _("Restricted: no longer valid"),
    Kept.CONTESTED: _("Restricted: an objection is being decided"),
}
