"""An entity and its facts; a group and its parts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from passerelle.casework.connections import connections
from passerelle.casework.reading import EntityPage, entity_page
from passerelle.desk.door import Visit, screen
from passerelle.desk.group_part import parts_of
from passerelle.desk.words import rule

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

GROUP = "Organization"
LEGEND = {
    "source": rule.SOURCE_GRADES.items(),
    "information": rule.INFORMATION_GRADES.items(),
    "handling": rule.HANDLING.items(),
}


@screen("desk:entity")
@require_safe
def entity(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """Every fact this officer may see of the entity; a group has a page of its own."""
    page = entity_page(visit.env, visit.reading, entity)
    if page.schema == GROUP:
        return redirect("desk:group", entity)
    return render(request, "desk/entity.html", _shown(visit, page))


@screen("desk:group")
@require_safe
def group(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """Members and roles, routes, methods, money, documents, and which services contributed."""
    page = entity_page(visit.env, visit.reading, entity)
    facts = [*page.facts, *(fact for link in page.links for fact in link.facts)]
    contributions = Counter(fact.owner_name for fact in facts).most_common()
    parts = {"sections": parts_of(page), "contributions": contributions}
    return render(request, "desk/group.html", {**_shown(visit, page), **parts})


def _shown(visit: Visit, page: EntityPage) -> dict[str, Any]:
    return {
        "page": page,
        "handling": page.most_restrictive,
        "legend": LEGEND,
        "nodes": {one.node: one.name for one in connections(visit.env)},
    }
