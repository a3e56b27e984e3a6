"""The liaison officer's page: what may be given to each requester, and whom to call tonight.

What may be given is the preview of a release, so it is the same decision that
the release makes again: nothing is shown as free that would then stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.duty_contacts import contacts
from passerelle.casework.requests import one_request, requests
from passerelle.casework.sharing import preview
from passerelle.casework.signature import UnsignedAgreementError

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.casework.duty_contacts import ContactView
    from passerelle.casework.requests import RequestLine
    from passerelle.casework.sharing import Line
    from passerelle.core.env import Env


@dataclass(frozen=True, slots=True, kw_only=True)
class MayGive:
    """Of what a request was found to be about: the lines that may go, and those that stay with the reason."""

    entities: tuple[str, ...] = ()
    leaving: tuple[Line, ...] = ()
    staying: tuple[Line, ...] = ()
    unsigned: tuple[str, ...] = ()  # who has still to sign before anything leaves
    has_node: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonPage:
    """One page for one night."""

    open: tuple[tuple[RequestLine, MayGive], ...]
    contacts: tuple[ContactView, ...]


def liaison_page(env: Env, access: Access) -> LiaisonPage:
    """What is open, in the order of the clock, with what may be given; and who answers now."""
    return LiaisonPage(
        open=tuple((one, may_give(env, access, one.id)) for one in requests(env, access)),
        contacts=contacts(env),
    )


def may_give(env: Env, access: Access, name: str) -> MayGive:
    """What policy lets go to this requester, of what was found at arrival and this reader may see."""
    row = one_request(env, access, name)
    if not row.node:
        return MayGive(has_node=False)
    if not row.found:
        return MayGive()
    try:
        shown = preview(env, access, entities=row.found, recipient=row.node, agreement=row.agreement)
    except UnsignedAgreementError as error:
        return MayGive(unsigned=error.missing)
    return MayGive(
        entities=tuple(sorted({line.entity for line in shown.lines})),
        leaving=shown.leaving,
        staying=shown.staying,
    )
