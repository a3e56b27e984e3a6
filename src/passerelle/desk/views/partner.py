"""Partners: when each was last seen, and what waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelle.casework.connections import connections
from passerelle.desk.door import Visit, screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:partners", purpose=False)
@require_safe
def partners(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every trusted partner's node; a partner that cannot be reached is a row, not an error."""
    return render(request, "desk/partners.html", {"partners": connections(visit.env)})
