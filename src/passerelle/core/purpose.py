"""Why data are held or asked for: a closed list.

Absent on purpose: immigration control, visa, asylum screening, public order.
"""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """One purpose; every statement, question, case and read names one."""

    GROUP_INVESTIGATION = "group-investigation"
    PROSECUTION = "prosecution"
    FINANCIAL_INTELLIGENCE = "financial-intelligence"
    DOCUMENT_CHECK = "document-check"
    PUBLIC_LISTING = "public-listing"
    VICTIM_ASSISTANCE = "victim-assistance"
    SEARCH_AND_RESCUE = "search-and-rescue"
    READMISSION = "readmission"  # walled: its own store
    OVERSIGHT = "oversight"
    STATISTICS = "statistics"
    PROGRAMME = "programme"

    @property
    def is_help(self) -> bool:
        """True where the data serve rescue or assistance and never answer enforcement (rule 19)."""
        return self in {Purpose.VICTIM_ASSISTANCE, Purpose.SEARCH_AND_RESCUE}
