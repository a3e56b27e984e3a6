"""The cases of an officer, and working in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelle.casework import cases as casework
from passerelle.casework.access import AbsentError, member_cases
from passerelle.casework.case_contents import case_contents
from passerelle.casework.exhibits import exhibits_of_case
from passerelle.desk.door import CASE, CASE_REASON, Visit, leave_case, screen
from passerelle.desk.forms.reason import ReasonForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:cases")
@require_safe
def cases(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The open cases of which the officer is a member."""
    return render(request, "desk/cases.html", {"cases": casework.my_cases(visit.env, visit.officer.id)})


@screen("desk:case")
@require_safe
def case(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The case, once a reason to open it was given."""
    if visit.reading.case != case:
        return redirect("desk:case-enter", case)
    view = casework.case_view(visit.env, visit.reading)
    return render(
        request,
        "desk/case.html",
        {
            "case": view,
            "entities": case_contents(visit.env, visit.reading),
            "exhibits": exhibits_of_case(visit.env, visit.reading),
            "handling": "each",
        },
    )


@screen("desk:case-enter")
@require_http_methods(["GET", "HEAD", "POST"])
def case_enter(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The officer reads under this case and this reason; a case not one's own is absent."""
    if case not in member_cases(visit.env, visit.officer.id):
        raise AbsentError("case")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        request.session[CASE] = case
        request.session[CASE_REASON] = form.cleaned_data["reason"]
        return redirect("desk:case", case)
    status = 400 if form.is_bound else 200
    return render(request, "desk/case_enter.html", {"form": form, "case": case}, status=status)


@screen("desk:case-leave")
@require_POST
def case_leave(request: HttpRequest, _visit: Visit) -> HttpResponse:
    """The officer reads under the duty operation again."""
    leave_case(request)
    return redirect("desk:home")
