"""Why each statement about an entity was sent to a partner, or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from passerelle.casework.explaining import explain as explained
from passerelle.casework.partners import partners
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.explain import PartnerForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:explain")
@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """A partner is chosen; then each statement with its sendings and each agreement's decision."""
    known = [(one.node, f"{one.party.name} · {one.name}") for one in partners(visit.env)]
    form = PartnerForm(known, request.POST.dict() if request.method == "POST" else None)
    context = {"form": form, "entity": entity}
    if form.is_valid():
        to = form.cleaned_data["partner"]
        context["found"] = explained(visit.env, visit.reading, entities=[entity], recipient=to)
    failed = form.is_bound and not form.is_valid()
    return render(request, "desk/explain.html", context, status=400 if failed else 200)
