"""Signing in by a one-time link, signing out, and what the officer is on duty for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelle.casework import people
from passerelle.core.purpose import Purpose
from passerelle.desk.door import OFFICER, DeskRequest, Visit, leave_case, open_screen, screen
from passerelle.desk.forms.duty import DutyForm
from passerelle.desk.installation import installation
from passerelle.desk.preference import Preference, remember

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@open_screen("desk:sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Looking leaves the link as it was; only the button redeems it."""
    here = cast("DeskRequest", request)
    if request.method != "POST":
        works = people.link_works(here.env, token)
        return render(request, "desk/sign_in.html", {"works": works}, status=200 if works else 410)
    officer = people.redeem_link(here.env, token)
    # A session from before, perhaps another person's, ends here.
    request.session.flush()
    request.session[OFFICER] = officer.id
    request.session.set_expiry(installation().idle_minutes * 60)
    response = redirect("desk:duty")
    chosen = here.preference
    remember(response, Preference(officer.language, chosen.theme, chosen.keys))
    return response


@screen("desk:sign-out", purpose=False)
@require_POST
def sign_out(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The session and the duty operation are closed."""
    people.close_duty(visit.env, visit.officer.id)
    request.session.flush()
    return redirect("desk:signed-out")


@open_screen("desk:signed-out")
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """How to sign in."""
    return render(request, "desk/signed_out.html")


@screen("desk:home", purpose=False)
@require_safe
def home(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """The first screen: the purpose while there is none, then the inbox."""
    return redirect("desk:duty" if visit.access is None else "desk:inbox")


@screen("desk:duty", purpose=False)
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A duty operation is open, with a purpose the role may read and a reason."""
    form = DutyForm(role=visit.officer.role, data=request.POST.dict() if request.method == "POST" else None)
    if form.is_valid():
        purpose = Purpose(form.cleaned_data["purpose"])
        people.open_duty(visit.env, visit.officer.id, purpose=purpose, reason=form.cleaned_data["reason"])
        leave_case(request)
        return redirect("desk:inbox")
    return render(request, "desk/duty.html", {"form": form}, status=400 if form.is_bound else 200)
