"""Agreements that this node holds: taken in as exact bytes; `signing` says who signed them."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.signature import checked, unsigned
from passerelle.core.agreement_text import read_agreement
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import Agreement as AgreementRow
from passerelle.store.trust import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env
    from passerelle.core.party import Party


class UnknownAgreementError(PasserelleError):
    """No agreement held here has that id; nothing was sent."""

    def __init__(self) -> None:
        super().__init__("this node holds no agreement of that id; `passerelle agreement list` shows them")


def add_agreement(
    env: Env, access: Access | None, content: bytes, *, signatures: Mapping[str, str]
) -> Agreement:
    """The agreement, held from now on; usable once every party signed.

    Signatures that are held already stay, and one that does not hold refuses the whole. Without an
    access it is the setting up of a new node.
    """
    agreement = read_agreement(content)
    with transaction.atomic(using=env.database):
        held = AgreementRow.objects.using(env.database).filter(id=agreement.id).first()
        row = held or AgreementRow(id=agreement.id, content=content, signatures={}, added_at=env.now())
        row.signatures = {**row.signatures, **checked(env, agreement, signatures)}
        row.save(using=env.database)
        if access is None:
            reason = NodeReason.AGREEMENT_ADDED
            record_by_node(env, Act.ACCESS_CHANGE, reason=reason, case="set-up", reference=agreement.id)
        else:
            record(env, access, Act.ACCESS_CHANGE, reference=agreement.id)
    return agreement


def agreement_of(env: Env, agreement: str) -> Agreement | None:
    """The agreement of that id, in force or not; None when it is not held here."""
    return _held(env).get(agreement)


def agreements(env: Env) -> tuple[Agreement, ...]:
    """Every agreement held here, oldest first."""
    return tuple(_held(env).values())


def _held(env: Env) -> Mapping[str, Agreement]:
    def read() -> Mapping[str, Agreement]:
        rows = AgreementRow.objects.using(env.database).order_by("added_at", "id")
        contents = rows.values_list("id", "content")
        return MappingProxyType({name: _read(bytes(content)) for name, content in contents})

    return remembered(env.database, "agreements", read)


def restricting(
    env: Env, sender: Party, recipient: Party, at: datetime, *, besides: Iterable[Agreement]
) -> tuple[Agreement, ...]:
    """The other signed agreements between the two that were held and in force at the instant.

    Nothing is sent under them; what one of them forbids still stays.
    """
    chosen = {one.id for one in besides}
    rows = AgreementRow.objects.using(env.database).filter(added_at__lte=at).exclude(id__in=chosen)
    held = [_read(bytes(one)) for one in rows.order_by("id").values_list("content", flat=True)]
    return tuple(
        one
        for one in held
        if one.is_in_force(at) and one.joins(sender, recipient) and not unsigned(env, one, sender, recipient)
    )


def agreement_text(env: Env, agreement: str) -> str:
    """Its exact text, as it was signed."""
    return bytes(AgreementRow.objects.using(env.database).get(id=agreement).content).decode()


# The id is the hash of the bytes, so what was read once never changes.
_read = lru_cache(maxsize=256)(read_agreement)
