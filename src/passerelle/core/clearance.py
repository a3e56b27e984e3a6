"""Which roles may read data held for which purpose (rules 11 and 19).

The wall between help and enforcement is this table: no enforcement role
stands in the row of victim assistance or of rescue, and readmission, which
has a store of its own, is readable by nobody here.
"""

from __future__ import annotations

from passerelle.core.purpose import Purpose
from passerelle.core.role import Role

INQUIRY = frozenset(
    {
        Role.ANALYST,
        Role.INVESTIGATOR,
        Role.LIAISON_OFFICER,
        Role.SINGLE_POINT_OF_CONTACT,
        Role.MAGISTRATE,
        Role.LIAISON_MAGISTRATE,
        Role.CUSTOMS_OR_BORDER_OFFICER,
        Role.CENTRE_OPERATOR,
        Role.FINANCIAL_INVESTIGATOR,
        Role.ASSET_RECOVERY,
    }
)
_SUPERVISION = frozenset({Role.DATA_PROTECTION_OFFICER, Role.INSPECTOR})
_RESCUE = frozenset({Role.DUTY_OFFICER, Role.RESCUE_COORDINATOR})

READERS: dict[Purpose, frozenset[Role]] = {
    Purpose.GROUP_INVESTIGATION: INQUIRY,
    Purpose.PROSECUTION: INQUIRY - {Role.CENTRE_OPERATOR},
    Purpose.FINANCIAL_INTELLIGENCE: INQUIRY - {Role.CENTRE_OPERATOR, Role.CUSTOMS_OR_BORDER_OFFICER},
    Purpose.DOCUMENT_CHECK: INQUIRY,
    Purpose.PUBLIC_LISTING: INQUIRY,
    Purpose.VICTIM_ASSISTANCE: frozenset({Role.VICTIM_SUPPORT_WORKER}),
    Purpose.SEARCH_AND_RESCUE: _RESCUE,
    Purpose.READMISSION: frozenset(),
    Purpose.OVERSIGHT: _SUPERVISION,
    Purpose.STATISTICS: frozenset(Role) - {Role.COUNSEL, Role.INTERPRETER},
    Purpose.PROGRAMME: frozenset(Role) - {Role.COUNSEL, Role.INTERPRETER},
}


def readable_purposes(role: Role) -> frozenset[Purpose]:
    """The purposes whose data this role may read."""
    return frozenset(purpose for purpose, readers in READERS.items() if role in readers)
