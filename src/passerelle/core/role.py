"""What a person may be on a node: one role each."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The work somebody is there to do; `core.permission` says what each may use."""

    ANALYST = "analyst"
    INVESTIGATOR = "investigator"
    LIAISON_OFFICER = "liaison-officer"
    SINGLE_POINT_OF_CONTACT = "single-point-of-contact"
    MAGISTRATE = "magistrate"
    LIAISON_MAGISTRATE = "liaison-magistrate"
    CUSTOMS_OR_BORDER_OFFICER = "customs-or-border-officer"
    CENTRE_OPERATOR = "centre-operator"
    FINANCIAL_INVESTIGATOR = "financial-investigator"
    ASSET_RECOVERY = "asset-recovery"
    VICTIM_SUPPORT_WORKER = "victim-support-worker"
    INTERPRETER = "interpreter"
    DUTY_OFFICER = "duty-officer"
    RESCUE_COORDINATOR = "rescue-coordinator"
    READMISSION_MONITOR = "readmission-monitor"
    COUNSEL = "counsel"  # with the own bundle only
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"  # without case data
