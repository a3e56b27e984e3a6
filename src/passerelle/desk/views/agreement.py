"""Agreements, with their clauses in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelle.casework import agreements as casework
from passerelle.casework.agreements import UnknownAgreementError
from passerelle.desk.door import Visit, screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:agreements", purpose=False)
@require_safe
def agreements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every agreement this node holds, and whether it is in force now."""
    now = visit.env.now()
    rows = [(one, one.is_in_force(now)) for one in casework.agreements(visit.env)]
    return render(request, "desk/agreements.html", {"rows": rows})


@screen("desk:agreement", purpose=False)
@require_safe
def agreement(request: HttpRequest, visit: Visit, agreement: str) -> HttpResponse:
    """One agreement: parties, validity, what asking reveals, and each clause."""
    found = casework.agreement_of(visit.env, agreement)
    if found is None:
        raise UnknownAgreementError
    context = {"agreement": found, "in_force": found.is_in_force(visit.env.now())}
    return render(request, "desk/agreement.html", context)
