"""Lists of certificates on this node: imported by a person, renewed as additions and removals, withdrawn.

A list is taken where an authority that is trusted already signed it, or where a
person compared its fingerprint with its publisher's. Each change is dated and
has its line in the journal. Certificates of authorities are about nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.journaling import record, record_by_node
from passerelle.casework.node_reason import NodeReason
from passerelle.documents.chip import certificate
from passerelle.documents.trust import trust_list
from passerelle.documents.trust.list_kind import ListKind
from passerelle.documents.trust.trusted import Trusted
from passerelle.documents.trust.trusted import trusted as all_trusted
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.store.models import TrustCertificate, TrustList

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from passerelle.casework.access import Access
    from passerelle.core.env import Env

MOST_REMEMBERED = 8


class UnvouchedListError(PasserelleError):
    """Nobody who is trusted here vouches for the list; nothing was imported."""

    def __init__(self, fingerprints: frozenset[str]) -> None:
        shown = " or ".join(sorted(fingerprints))
        super().__init__(
            f"no authority that is trusted here signed the list; nothing was imported. Compare {shown} with "
            "what its publisher says on another way, and give it with --fingerprint"
        )


class OlderListError(PasserelleError):
    """The node holds a newer file of this list; nothing was imported."""

    def __init__(self, held: date) -> None:
        super().__init__(
            f"the list is older than the one of {held.isoformat()} that the node holds; nothing was "
            "imported. Withdraw that one first if the older is truly meant"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an import changed."""

    list: str
    dated: date
    added: int
    removed: int
    unread: int
    signature: str  # what is known of the file's own


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One list as administrators see it."""

    kind: ListKind
    name: str
    dated: date
    digest: str
    certificates: int
    imported_at: datetime
    withdrawn_at: datetime | None


def import_list(
    env: Env,
    access: Access | None,
    data: bytes,
    *,
    kind: ListKind,
    name: str,
    fingerprint: str = "",
    dated: date | None = None,
) -> Change:
    """What the file added and took away; what it no longer holds is trusted no longer by this list."""
    new = trust_list.read(data, kind)
    compared = "".join(sign for sign in fingerprint.lower() if sign.isalnum())
    if compared not in new.fingerprints and not new.is_vouched_for(trusted(env).of(kind.vouched_by)):
        raise UnvouchedListError(new.fingerprints)
    day = new.dated or dated or env.now().date()
    env.files.put(data)
    with transaction.atomic(using=env.database):
        row = _row(env, access, kind=kind, name=name.strip(), day=day, digest=new.digest)
        added, removed = _renew(env, row, new)
        _journal(env, access, f"trust list {kind} {new.digest[:16]}: {added} added, {removed} removed")
    return Change(list=row.id, dated=day, added=added, removed=removed, unread=new.unread, signature=new.told)


def withdraw_list(env: Env, access: Access | None, *, kind: ListKind, name: str) -> int:
    """How many certificates this list makes trusted no longer."""
    with transaction.atomic(using=env.database):
        rows = TrustList.objects.using(env.database).filter(kind=kind, name=name, withdrawn_at=None)
        row = rows.select_for_update().first()
        if row is None:
            raise AbsentError("list")
        row.withdrawn_at = env.now()
        row.save(using=env.database, update_fields=["withdrawn_at"])
        removed = _held(env, row).update(removed_at=env.now())
        _journal(env, access, f"trust list {kind} {row.file_digest[:16]}: withdrawn, {removed} removed")
    return removed


def lists(env: Env) -> tuple[ListView, ...]:
    """Every list, the withdrawn ones too."""
    return tuple(
        ListView(
            kind=ListKind(row.kind),
            name=row.name,
            dated=row.dated,
            digest=row.file_digest,
            certificates=_held(env, row).count(),
            imported_at=row.imported_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in TrustList.objects.using(env.database).order_by("kind", "name")
    )


def trusted(env: Env) -> Trusted:
    """What is trusted for which use, by the lists that stand now."""
    standing = TrustList.objects.using(env.database).filter(withdrawn_at=None).order_by("id")
    state = tuple(standing.values_list("id", "kind", "file_digest", "imported_at"))
    return _trusted(env.database, state)


# Hundreds of certificates are read once for each state of the lists, and not for each document.
@lru_cache(MOST_REMEMBERED)
def _trusted(database: str, state: tuple[tuple[str, str, str, datetime], ...]) -> Trusted:
    held: dict[ListKind, list[certificate.Certificate]] = {}
    for name, kind, _, _ in state:
        rows = TrustCertificate.objects.using(database).filter(list_id=name, removed_at=None).order_by("id")
        read = (certificate.read(bytes(raw)) for raw in rows.values_list("raw", flat=True))
        held.setdefault(ListKind(kind), []).extend(read)
    return all_trusted(held)


def _row(env: Env, access: Access | None, *, kind: ListKind, name: str, day: date, digest: str) -> TrustList:
    rows = TrustList.objects.using(env.database)
    row = rows.select_for_update().filter(kind=kind, name=name).first()
    if row is None:
        row = TrustList(id=env.new_id(), kind=kind, name=name)
    elif row.withdrawn_at is None and day < row.dated:
        raise OlderListError(row.dated)
    row.file_digest, row.dated, row.withdrawn_at = digest, day, None
    row.imported_by, row.imported_at = access.officer if access else env.node, env.now()
    row.save(using=env.database)
    return row


def _renew(env: Env, row: TrustList, new: trust_list.TrustList) -> tuple[int, int]:
    held = set(_held(env, row).values_list("fingerprint", flat=True))
    wanted = {one.fingerprint: one for one in new.certificates}
    gone = _held(env, row).filter(fingerprint__in=held - set(wanted))
    removed = gone.update(removed_at=env.now())
    added = [
        TrustCertificate(list=row, fingerprint=name, raw=one.raw, added_at=env.now())
        for name, one in wanted.items()
        if name not in held
    ]
    TrustCertificate.objects.using(env.database).bulk_create(added)
    return len(added), removed


def _held(env: Env, row: TrustList) -> QuerySet[TrustCertificate]:
    return TrustCertificate.objects.using(env.database).filter(list=row, removed_at=None)


def _journal(env: Env, access: Access | None, reference: str) -> None:
    if access is None:
        reason = NodeReason.LIST_IMPORTED
        record_by_node(env, Act.ACCESS_CHANGE, reason=reason, case="set-up", reference=reference)
    else:
        record(env, access, Act.ACCESS_CHANGE, reference=reference)
