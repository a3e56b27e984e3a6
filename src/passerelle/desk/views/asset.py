"""Scripts, styles and fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from passerelle.desk.asset import assets
from passerelle.desk.door import open_screen

if TYPE_CHECKING:
    from django.http import HttpRequest

FOREVER = "public, max-age=31536000, immutable"


@open_screen("desk:asset")
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """The built file of that name; the browser may keep it, for its name changes with its content."""
    found = assets().get(name)
    if found is None:
        raise Http404
    gzipped = bool(found.compressed) and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.compressed if gzipped else found.body, content_type=found.media_type)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    return response
