"""One page for the liaison officer: what may be given tonight, and whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from passerelle.casework import duty_contacts
from passerelle.casework.liaising import liaison_page
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.duty_contact import DutyContactForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:liaison")
@require_http_methods(["GET", "HEAD", "POST"])
def liaison(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is open by its clock with what may go, and the offices that answer now; a new office is kept."""
    form = DutyContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        office = duty_contacts.Office(
            **{name: said[name] for name in ("office", "country", "phone", "languages")}
        )
        duty_contacts.add_contact(
            visit.env,
            visit.reading,
            office,
            zone=said["zone"],
            start=said["start"],
            end=said["end"],
            days=said["days"],
        )
        return redirect("desk:liaison")
    page = liaison_page(visit.env, visit.reading)
    context = {"page": page, "form": form, "now": visit.env.now(), "handling": "each"}
    return render(request, "desk/liaison.html", context, status=400 if form.is_bound else 200)


@screen("desk:contact-end")
@require_POST
def contact_end(_request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """The office is shown no more."""
    duty_contacts.end_contact(visit.env, visit.reading, name)
    return redirect("desk:liaison")
