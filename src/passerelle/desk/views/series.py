"""Workshops: what was seen on documents, series that are proposed with reasons, and a person who confirms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from passerelle.casework import confirmed_series, workshops
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.forms.series import ConfirmForm, ExaminationForm, said
from passerelle.documents.workshop.examination import Examination
from passerelle.documents.workshop.feature import features

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_MEMBERS = 600


@screen("desk:series")
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A form for one document, and the series that those of the reader's cases suggest; nobody is listed."""
    form = ExaminationForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.seen:
        one = Examination(
            id="",
            document_type=form.cleaned_data["document_type"],
            issuer=form.cleaned_data["issuer"],
            features=form.seen,
        )
        workshops.examine(visit.env, visit.reading, one)
        return redirect("desk:series")
    return render(request, "desk/series.html", _context(visit, form), status=400 if form.is_bound else 200)


@screen("desk:series-confirm")
@require_POST
def series_confirm(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The series stands by this person's reason; its page is shown."""
    members = request.POST.getlist("member")[:MOST_MEMBERS]
    leads = confirmed_series.leads(visit.env, visit.reading)
    form = ConfirmForm(request.POST, leads=leads, prefix=request.POST.get("form", ""))
    if not form.is_valid():
        context = _context(visit, ExaminationForm()) | {"refused": form}
        return render(request, "desk/series.html", context, status=400)
    links = {name: form.cleaned_data[name] for name in ("workshop", "supplier", "route")}
    access = replace(visit.reading, reason=form.cleaned_data["reason"])
    return redirect("desk:entity", workshops.confirm(visit.env, access, members, **links))


@screen("desk:series-undo")
@require_POST
def series_undo(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """The series is none any more; its documents may be proposed again."""
    form = ReasonForm(request.POST, prefix=entity)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    confirmed_series.undo(visit.env, replace(visit.reading, reason=reason), entity)
    return redirect("desk:series")


def _context(visit: Visit, form: ExaminationForm) -> dict[str, Any]:
    """What is proposed, with reasons, and what was confirmed; about documents alone."""
    if not visit.reading.case:
        return {"form": form, "in_case": False}
    leads = confirmed_series.leads(visit.env, visit.reading)
    table = features()
    proposals = [
        (
            one,
            [(said(table[why.feature]), why.held_by) for why in one.shared],
            round(one.least * 100),
            ConfirmForm(leads=leads, prefix=f"p{place}"),
        )
        for place, one in enumerate(workshops.proposed(visit.env, visit.reading))
    ]
    confirmed = [
        (one, [said(table[code]) for code in one.shared if code in table], ReasonForm(prefix=one.id))
        for one in confirmed_series.confirmed(visit.env, visit.reading)
    ]
    return {"form": form, "proposals": proposals, "confirmed": confirmed, "in_case": True}
