"""Money that is held for a time: asked, decided by another person, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from passerelle.casework import freezing
from passerelle.casework.access import AbsentError
from passerelle.core.freeze import FreezeKind
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.money import FreezeForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:freeze-ask")
@require_POST
def freeze_ask(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The request stands in the case; nothing is held before somebody decided."""
    if visit.reading.case != case:
        raise AbsentError("case")
    form = FreezeForm(request.POST, prefix="freeze")
    if not form.is_valid():
        return render(request, "desk/freeze.html", {"form": form, "case": case}, status=400)
    said = form.cleaned_data
    freezing.ask_freeze(visit.env, visit.reading, **{**said, "kind": FreezeKind(said["kind"])})
    return _back(case)


@screen("desk:freeze-act")
@require_POST
def freeze_act(request: HttpRequest, visit: Visit, freeze: str) -> HttpResponse:
    """The money is held from now on, or what came of it is written down."""
    if request.POST.get("act") == "decide":
        freezing.decide_freeze(visit.env, visit.reading, freeze)
    else:
        said = {name: request.POST.get(name, "") for name in ("held", "recovered", "outcome")}
        freezing.end_freeze(visit.env, visit.reading, freeze, **said)
    return _back(visit.reading.case)


def _back(case: str) -> HttpResponse:
    return redirect(f"{reverse('desk:money', args=[case])}#freezes")
