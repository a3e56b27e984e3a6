"""Which declared numbers an objection keeps closed on this node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.store.models import Objection
from passerelle.store.recorded import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_closed(alias: str, fingerprint: bytes) -> bool:
    """Whether an objection to the number of this fingerprint is open or was upheld; there are few of them."""
    rows = Objection.objects.using(alias).filter(Q(decided_at=None) | Q(upheld=True))
    wanted = fingerprint.hex()
    return any(wanted in keys for keys in rows.values_list("keys", flat=True))


def closed_among(alias: str, entities: Iterable[str]) -> frozenset[str]:
    """Those of which an objection is open, or was upheld: a newer version of them opens nothing."""
    found: set[str] = set()
    for chunk in in_chunks(sorted(entities)):
        rows = Objection.objects.using(alias).filter(Q(decided_at=None) | Q(upheld=True), entity__in=chunk)
        found |= set(rows.values_list("entity", flat=True))
    return frozenset(found)
