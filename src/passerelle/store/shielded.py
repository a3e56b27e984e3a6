"""Who is under protection on this node, whatever the reader may see.

The most protective counts: what any live statement said of the person, in any
case, and any protective state that holds now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from passerelle.core.protective import ProtectiveKind
from passerelle.core.subject import PROTECTED
from passerelle.store.models import Marking, ProtectiveState, Statement

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

SHIELDING = frozenset(kind for kind in ProtectiveKind if kind.shields_identity)


def protected_entities(alias: str, entities: Collection[str], at: datetime) -> frozenset[str]:
    """Those of the entities whose identity never leaves."""
    markings = Marking.objects.using(alias).filter(category__in=PROTECTED).values("digest")
    said = Statement.objects.using(alias).filter(entity__in=entities, marking__in=markings)
    states = ProtectiveState.objects.using(alias).filter(
        Q(until__isnull=True) | Q(until__gt=at), person__in=entities, kind__in=SHIELDING, since__lte=at
    )
    return frozenset(said.values_list("entity", flat=True)) | frozenset(
        states.values_list("person", flat=True)
    )
