"""An exhibit: what it is, who held it, whether it is what was taken; its bytes are read under custody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from passerelle.casework import exhibits
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.exhibit import HandForm

if TYPE_CHECKING:
    from django.http import HttpRequest

SHOWN = frozenset({"image/png"})  # made by this node; what others made is given as a file
FILE = "application/octet-stream"


@screen("desk:exhibit")
@require_http_methods(["GET", "HEAD", "POST"])
def exhibit(request: HttpRequest, visit: Visit, exhibit: str) -> HttpResponse:
    """The exhibit with its custody; who it was handed to is added once it is said."""
    form = HandForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        exhibits.hand_over(visit.env, visit.reading, exhibit, to=form.cleaned_data["to"])
        return redirect("desk:exhibit", exhibit)
    view = exhibits.exhibit_view(visit.env, visit.reading, exhibit)
    context = {"exhibit": view, "form": form, "shown": view.media_type in SHOWN}
    return render(request, "desk/exhibit.html", context, status=400 if form.is_bound else 200)


@screen("desk:exhibit-verify")
@require_POST
def exhibit_verify(_request: HttpRequest, visit: Visit, exhibit: str) -> HttpResponse:
    """The bytes are compared with their digest now, and custody says what came of it."""
    exhibits.verify_exhibit(visit.env, visit.reading, exhibit)
    return redirect("desk:exhibit", exhibit)


@screen("desk:exhibit-content")
@require_POST
def exhibit_content(_request: HttpRequest, visit: Visit, exhibit: str) -> HttpResponse:
    """The bytes as they were taken; asked for by a button, so that no page reads them unasked."""
    data, kind = exhibits.read_exhibit(visit.env, visit.reading, exhibit)
    answer = HttpResponse(data, content_type=kind if kind in SHOWN else FILE)
    answer["Content-Disposition"] = "inline" if kind in SHOWN else 'attachment; filename="exhibit"'
    return answer
