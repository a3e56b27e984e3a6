"""Objections to declared numbers: found by the number, closed at once, decided by data protection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework import declaring, objecting
from passerelle.core.objection import Ground
from passerelle.core.role import Role
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.objection import ContestForm, DecideForm, NumberForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from passerelle.casework.declaring import DeclaredView

PAGE = "desk/objections.html"


@screen("desk:objections")
@require_http_methods(["GET", "HEAD", "POST"])
def objections(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is open, oldest first; a number typed here stands in no address."""
    match request.POST.get("act"):
        case "look":
            return _looked(request, visit)
        case "contest":
            return _contested(request, visit)
        case "decide":
            return _decided(request, visit)
        case _:
            return render(request, PAGE, _context(visit, NumberForm()))


def _looked(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = NumberForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, _context(visit, form), status=400)
    found = declaring.declared(visit.env, visit.reading, form.cleaned_data["number"])
    shown = [(one, _contest_form(one)) for one in found]
    return render(request, PAGE, _context(visit, form) | {"found": shown, "looked": True})


def _contest_form(one: DeclaredView) -> ContestForm:
    form = ContestForm(initial={"declared": one.entity}, prefix=one.entity)
    return form.at_the_issuer() if one.ours else form


def _contested(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = ContestForm(request.POST, prefix=request.POST.get("form", ""))
    if not form.is_valid():
        return render(request, PAGE, _context(visit, NumberForm()) | {"form": form}, status=400)
    access = replace(visit.reading, reason=form.cleaned_data["reason"])
    ground = Ground(form.cleaned_data["ground"])
    objecting.contest(visit.env, access, form.cleaned_data["declared"], ground)
    return redirect("desk:objections")


def _decided(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = DecideForm(request.POST, prefix=request.POST.get("form", ""))
    if not form.is_valid():
        return render(request, PAGE, _context(visit, NumberForm()) | {"form": form}, status=400)
    access = replace(visit.reading, reason=form.cleaned_data["reason"])
    upheld = form.cleaned_data["upheld"] == "yes"
    objecting.decide(visit.env, access, form.cleaned_data["declared"], upheld=upheld)
    return redirect("desk:objections")


def _context(visit: Visit, number: NumberForm) -> dict[str, Any]:
    every = objecting.objections(visit.env, visit.reading)
    decides = visit.officer.role is Role.DATA_PROTECTION_OFFICER
    waiting = [
        (one, DecideForm(initial={"declared": one.entity}, prefix=one.entity) if decides else None)
        for one in every
        if one.upheld is None
    ]
    return {
        "number_form": number,
        "waiting": waiting,
        "done": [one for one in every if one.upheld is not None],
    }
