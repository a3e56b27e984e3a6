"""Workshops: what was seen on documents, series that are proposed with reasons, and a person who confirms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from passerelle.casework import workshops
from passerelle.casework.workshops import SeriesError
from passerelle.desk.door import Visit, screen
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
    found = workshops.proposed(visit.env, visit.reading) if visit.reading.case else ()
    table = features()
    proposals = [
        (one, [(said(table[why.feature]), why.held_by) for why in one.shared], round(one.least * 100))
        for one in found
    ]
    context = {"form": form, "proposals": proposals, "confirm": ConfirmForm(), "in_case": visit.reading.case}
    return render(request, "desk/series.html", context, status=400 if form.is_bound else 200)


@screen("desk:series-confirm")
@require_POST
def series_confirm(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The series stands by this person's reason; its page is shown."""
    form = ConfirmForm(request.POST)
    members = request.POST.getlist("member")[:MOST_MEMBERS]
    if not form.is_valid():
        raise SeriesError("it needs a reason")
    links = {name: form.cleaned_data[name] for name in ("workshop", "supplier", "route")}
    access = replace(visit.reading, reason=form.cleaned_data["reason"])
    return redirect("desk:entity", workshops.confirm(visit.env, access, members, **links))
