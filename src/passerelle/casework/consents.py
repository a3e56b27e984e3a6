"""Consents held here: what an owner let us pass on, to whom, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.core.item_permission import OWNERS, Cover, ItemPermission
from passerelle.protocol.messages.consent import SignedConsent
from passerelle.store.models import Consent, Licence
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Collection

    from passerelle.core.env import Env

# The owner judged the item for this very recipient and purpose: what only the owner may open is open.
COVERS = OWNERS - {Cover.FURTHER_USE}


def consents_for(env: Env, statements: Collection[str], recipient: str) -> dict[str, SignedConsent]:
    """The consents that hold now for these statements and this service, by statement.

    What came under a licence without onward transfer stays, whatever its owner signed since.
    """
    rows = Consent.objects.using(env.database).filter(recipient=recipient, expires__gt=env.now())
    if not rows.exists():
        return {}
    found: dict[str, SignedConsent] = {}
    for chunk in in_chunks(sorted(statements)):
        licences = Licence.objects.using(env.database).filter(statement__in=chunk, onward=True)
        held = rows.filter(statement__in=licences.values("statement"))
        for name, content, signature in held.values_list("statement", "content", "signature"):
            found[name] = SignedConsent(bytes(content), bytes(signature))
    return found


def as_permission(signed: SignedConsent) -> ItemPermission:
    """The consent as policy sees it."""
    said = signed.claimed
    return ItemPermission(
        record=said.record,
        recipient=said.recipient,
        by=said.owner,
        people=frozenset({said.owner}),
        granted=said.given,
        covers=COVERS,
        purpose=said.purpose,
        revoked=said.expiry,
    )
