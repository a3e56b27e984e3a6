"""Only the State that issues a document declares its number: held on every way in (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework.partners import own_or_none
from passerelle.core.declaration import Fault, is_issuer
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.draft import Draft
    from passerelle.core.env import Env

SCHEMA = "DeclaredDocument"
ISSUER, REDRESS = "issuingCountry", "redress"


class DeclarationRefusedError(PasserelleError):
    """A number may not be declared so; nothing was recorded."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault}; nothing was recorded")
        self.fault = fault


def require_issuer(env: Env, drafts: Iterable[Draft]) -> None:
    """Nothing, where every declared number is our own State's; raises DeclarationRefusedError."""
    declared = [draft for draft in drafts if draft.schema == SCHEMA]
    if not declared:
        return
    node = own_or_none(env)
    writer = node.party.country if node else ""
    for draft in declared:
        issuers = [fact.value for fact in draft.facts if fact.prop == ISSUER]
        if len(issuers) != 1 or not is_issuer(writer, issuers[0]):
            raise DeclarationRefusedError(Fault.NOT_THE_ISSUER)
        if not draft.first(REDRESS).strip():
            raise DeclarationRefusedError(Fault.NO_REDRESS)
