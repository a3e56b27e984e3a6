"""Correcting a record, or setting stricter rules for it, here and at every recipient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.casework import amending, inbox, owing, sharing
from passerelle.casework.amending import Stricter, UnchangedError
from passerelle.core.handling import HandlingCode
from passerelle.core.vocabulary import VocabularyError
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.amend import CorrectionForm, RestrictionForm
from passerelle.desk.forms.reason import ReasonForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, visit: Visit, record: str) -> HttpResponse:
    """The record says something else from now on; every holder of the old version is told."""
    amending.amendable(visit.env, visit.reading, record)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        try:
            amending.correct(visit.env, access, record, form.cleaned_data["value"])
        except (UnchangedError, VocabularyError):
            form.add_error("value", _("This cannot stand there: it is the same, or not of the right form."))
        else:
            return redirect("desk:recall", record)
    context = {"form": form, "record": record}
    return render(request, "desk/correct.html", context, status=400 if form.is_bound else 200)


@screen("desk:restrict")
@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: HttpRequest, visit: Visit, record: str) -> HttpResponse:
    """Stricter rules, or fewer holders; whoever is left out is asked to give the record back."""
    amending.amendable(visit.env, visit.reading, record)
    shares = sharing.sharing_state(visit.env, visit.reading, record)
    nodes = {one.recipient: one.recipient_name for one in shares if one.recall_asked_at is None}
    form = RestrictionForm(nodes.items(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        try:
            amending.restrict(visit.env, access, record, _stricter(form))
        except UnchangedError:
            form.add_error("handling", _("These rules are no stricter than those that stand."))
        else:
            return redirect("desk:recall", record)
    context = {"form": form, "record": record}
    return render(request, "desk/restrict.html", context, status=400 if form.is_bound else 200)


def _stricter(form: RestrictionForm) -> Stricter:
    said = form.cleaned_data
    return Stricter(
        handling=frozenset(HandlingCode(one) for one in said["handling"]),
        texts=(said["text"],) if said["text"] else (),
        review=said["review"],
        audience=frozenset(said["holders"]),
    )


@screen("desk:owed")
@require_http_methods(["GET", "HEAD", "POST"])
def owed(request: HttpRequest, visit: Visit, notice: str) -> HttpResponse:
    """A newer file changed what partners have; every holder is told once a person says so."""
    owing.owed_row(visit.env, notice)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        owing.settle_what_is_owed(visit.env, access)
        inbox.decide_notice(visit.env, access, notice, outcome=inbox.Outcome.CONFIRMED, reason=access.reason)
        return redirect("desk:inbox")
    return render(request, "desk/owed.html", {"form": form}, status=400 if form.is_bound else 200)
