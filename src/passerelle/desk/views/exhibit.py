"""An exhibit: what it is, who held it, whether it is what was taken; its bytes are read under custody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from passerelle.casework import cases, exhibits
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.exhibit import LONGEST, HandForm, ReceiptForm

if TYPE_CHECKING:
    from django.http import HttpRequest

SHOWN = frozenset({"image/png"})  # made by this node; what others made is given as a file
FILE = "application/octet-stream"


@screen("desk:exhibit")
@require_http_methods(["GET", "HEAD", "POST"])
def exhibit(request: HttpRequest, visit: Visit, exhibit: str) -> HttpResponse:
    """The exhibit with its custody; to whom it is given is added once it is said."""
    view = exhibits.exhibit_view(visit.env, visit.reading, exhibit)
    members = cases.case_view(visit.env, visit.reading).members
    colleagues = [name for name, _ in members if name != visit.officer.name]
    form = HandForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if form.is_valid():
        exhibits.hand_over(visit.env, visit.reading, exhibit, **form.cleaned_data)
        return redirect("desk:exhibit", exhibit)
    given = view.on_its_way
    context = {
        "exhibit": view,
        "form": form,
        "shown": view.media_type in SHOWN,
        "receipt": ReceiptForm(),
        "is_mine": given is not None and given.to == visit.officer.id,
        "is_from_me": given is not None and given.officer == visit.officer.id,
    }
    return render(request, "desk/exhibit.html", context, status=400 if form.is_bound else 200)


@screen("desk:exhibit-receive")
@require_POST
def exhibit_receive(request: HttpRequest, visit: Visit, exhibit: str) -> HttpResponse:
    """Whoever received it says so, or whoever gave it says that they have it still."""
    if request.POST.get("act") == "keep":
        exhibits.keep_back(visit.env, visit.reading, exhibit)
    else:
        receipt = request.POST.get("receipt", "")[:LONGEST]
        exhibits.receive(visit.env, visit.reading, exhibit, receipt=receipt)
    return redirect("desk:exhibit", exhibit)


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
