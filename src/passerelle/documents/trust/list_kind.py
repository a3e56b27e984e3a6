"""What a list of certificates is trusted for; an authority for one use is none for another."""

from __future__ import annotations

from enum import StrEnum


class ListKind(StrEnum):
    """The closed list of uses."""

    AUTHORITIES = "authorities"  # countries' signing authorities: chips, digital seals, VDS-NC
    SERVICES = "2d-doc-authorities"
    DOC_SIGNERS = "2d-doc-signers"
    SEAL_SIGNERS = "seal-signers"

    @property
    def vouched_by(self) -> ListKind:
        """The kind of list whose authorities can vouch for this one."""
        return ListKind.SERVICES if self in {self.SERVICES, self.DOC_SIGNERS} else ListKind.AUTHORITIES
