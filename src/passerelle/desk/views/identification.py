"""The identification inbox: masked people, for those trained in protection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from passerelle.casework.identifying import Outcome, decide_identification, unmask, waiting
from passerelle.desk.door import Visit, screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:identification")
@require_safe
def identification(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who waits, longest first; a row is a mask and the signs."""
    context = {"rows": waiting(visit.env, visit.reading), "outcomes": list(Outcome), "handling": "each"}
    return render(request, "desk/identification.html", context)


@screen("desk:identification-act")
@require_POST
def identification_act(request: HttpRequest, visit: Visit, who: str) -> HttpResponse:
    """The account is shown once for a reason, or the row is done with an outcome and a reason."""
    reason = request.POST.get("reason", "")
    if request.POST.get("act") == "unmask":
        account = unmask(visit.env, visit.reading, who, reason=reason)
        context = {"rows": waiting(visit.env, visit.reading), "outcomes": list(Outcome), "handling": "each"}
        return render(request, "desk/identification.html", context | {"shown": who, "account": account})
    outcome = Outcome(request.POST["act"]) if request.POST.get("act") in list(Outcome) else Outcome.REFERRED
    decide_identification(visit.env, visit.reading, who, outcome=outcome, reason=reason)
    return redirect("desk:identification")
