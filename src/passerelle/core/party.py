"""Who sends, who receives: a service, what it is, where it stands and under which law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ServiceKind(StrEnum):
    """What a service is; a closed list."""

    POLICE = "police"
    CUSTOMS = "customs"
    BORDER_GUARD = "border-guard"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    FIU = "fiu"
    ASSET_RECOVERY = "asset-recovery"
    MINISTRY_OF_FINANCE = "ministry-of-finance"
    BANK = "bank"
    VICTIM_SUPPORT = "victim-support"
    RESCUE_CENTRE = "rescue-centre"
    READMISSION = "readmission-administration"
    MONITOR = "monitor"
    DEFENCE = "defence"
    SUPERVISORY_AUTHORITY = "supervisory-authority"
    INTERNATIONAL_BODY = "international-body"
    PLATFORM = "platform"
    UNIVERSITY = "university"

    @property
    def is_enforcement(self) -> bool:
        """True for those whose query rescue and assistance data never answer (rule 19)."""
        return self in ENFORCEMENT

    @property
    def is_private(self) -> bool:
        """True for bodies that are no competent authority: no data under Directive 2016/680 go there."""
        return self in PRIVATE

    @property
    def hears_questions(self) -> bool:
        """False for companies and universities: a question would tell them whom authorities look for.

        A support organisation does hear them: it answers like one that holds nothing (rules 19 and 20).
        """
        return self not in {ServiceKind.BANK, ServiceKind.PLATFORM, ServiceKind.UNIVERSITY}


ENFORCEMENT = frozenset(
    {
        ServiceKind.POLICE,
        ServiceKind.CUSTOMS,
        ServiceKind.BORDER_GUARD,
        ServiceKind.PROSECUTOR,
        ServiceKind.COURT,
        ServiceKind.FIU,
        ServiceKind.ASSET_RECOVERY,
        ServiceKind.MINISTRY_OF_FINANCE,
        ServiceKind.READMISSION,
    }
)
PRIVATE = frozenset(
    {ServiceKind.BANK, ServiceKind.VICTIM_SUPPORT, ServiceKind.PLATFORM, ServiceKind.UNIVERSITY}
)
JUDICIAL = frozenset({ServiceKind.PROSECUTOR, ServiceKind.COURT, ServiceKind.DEFENCE})


class Regime(StrEnum):
    """The data-protection law a service works under."""

    LED = "led"  # Directive (EU) 2016/680
    GDPR = "gdpr"  # Regulation (EU) 2016/679
    JUDICIAL = "judicial"  # national criminal procedure (Directive 2016/680 article 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One service as policy sees it."""

    service: str  # random id, never changes
    kind: ServiceKind
    country: str  # ISO 3166-1 alpha-2, lower case
    regime: Regime
    name: str = ""

    @property
    def is_judicial(self) -> bool:
        """True where what arrives may be disclosed in judicial proceedings (rule 5)."""
        return self.kind in JUDICIAL or self.regime is Regime.JUDICIAL
