"""Holds on an entity: why it may not be erased, by whom, since when; set and lifted with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework import holding
from passerelle.core.retention import Hold, holds_of
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.hold import HoldForm
from passerelle.desk.forms.reason import ReasonForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:hold")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """The holds on this entity, and the form that sets one; of the entity itself nothing is shown."""
    mine = holds_of(visit.officer.role)
    form = HoldForm(mine, request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        holding.set_hold(visit.env, access, Hold(form.cleaned_data["kind"]), entity=entity)
        return redirect("desk:hold", entity)
    holds = holding.holds_on(visit.env, visit.reading, entity)
    context = {"form": form, "holds": holds, "entity": entity, "mine": mine}
    return render(request, "desk/hold.html", context, status=400 if form.is_bound else 200)


@screen("desk:hold-lift")
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, visit: Visit, hold: str) -> HttpResponse:
    """The hold ends once a reason is given; what nothing else keeps is erased."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        gone = holding.lift_hold(visit.env, access, hold)
        return render(request, "desk/hold_lift.html", {"gone": gone, "lifted": True})
    context = {"form": form, "lifted": False}
    return render(request, "desk/hold_lift.html", context, status=400 if form.is_bound else 200)
