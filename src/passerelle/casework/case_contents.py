"""What a case holds: its persons, groups and objects by their captions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.casework.cases import case_view
from passerelle.casework.journaling import consulted
from passerelle.casework.reading import captions
from passerelle.core.vocabulary import schema
from passerelle.store.models import Statement

if TYPE_CHECKING:
    from passerelle.casework.access import Access
    from passerelle.core.env import Env

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntity:
    """Something recorded in the case."""

    id: str
    schema: str
    caption: str


def case_contents(env: Env, access: Access) -> tuple[CaseEntity, ...]:
    """What this member may see of the case, at most 200, links left out; raises AbsentError."""
    case = case_view(env, access)
    live = Statement.objects.using(env.database).filter(case=case.id, state=Statement.State.LIVE)
    rows = live.values_list("entity", "schema").order_by("schema", "entity").distinct()[: MOST * 5]
    kinds = {entity: name for entity, name in rows if schema(name).edge is None}
    words = captions(env, access, kinds)
    consulted(env, access, subjects=sorted(words))
    shown = [CaseEntity(id=one, schema=kinds[one], caption=words[one]) for one in kinds if one in words]
    return tuple(shown[:MOST])
