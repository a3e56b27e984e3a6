"""Two records side by side, what a person judges of them, and how that is taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework.resolving import DecisionRequiredError, judge_pair, undo_judgement
from passerelle.casework.side_by_side import pair_page, resolution_page
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.judgement import BesideForm, JudgementForm, UndoForm
from passerelle.desk.words.comparison import STOPS
from passerelle.matching.judgement import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from passerelle.desk.forms.judgement import DecidingForm


@screen("desk:resolution")
@require_http_methods(["GET", "HEAD", "POST"])
def resolution(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """What was judged of this record, which others it might be, and a way to any other."""
    form = BesideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("desk:pair", entity, form.cleaned_data["record"])
    page = resolution_page(visit.env, visit.reading, entity)
    status = 400 if form.is_bound else 200
    return render(request, "desk/resolution.html", {"page": page, "form": form}, status=status)


@screen("desk:pair")
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, visit: Visit, left: str, right: str) -> HttpResponse:
    """Both records with their sources; the judgement is made here, with a reason."""
    form = JudgementForm(request.POST if request.method == "POST" else None)

    def judge() -> None:
        reason = form.cleaned_data["reason"]
        judge_pair(
            visit.env,
            replace(visit.reading, reason=reason),
            left,
            right,
            verdict=Verdict(form.cleaned_data["verdict"]),
            reason=reason,
            decided=form.cleaned_data["decided"],
        )

    if form.is_valid() and _made(form, judge):
        return redirect("desk:pair", left, right)
    page = pair_page(visit.env, visit.reading, left, right)
    context = {"page": page, "sides": (page.left, page.right), "form": form}
    return render(request, "desk/pair.html", context, status=400 if form.is_bound else 200)


@screen("desk:pair-undo")
@require_http_methods(["GET", "HEAD", "POST"])
def pair_undo(request: HttpRequest, visit: Visit, left: str, right: str) -> HttpResponse:
    """The judgement that the officer saw is taken back, and what stood before it stands again."""
    page = pair_page(visit.env, visit.reading, left, right)
    seen = page.standing.at.isoformat() if page.standing else ""
    form = UndoForm(request.POST if request.method == "POST" else None, initial={"seen": seen})

    def undo() -> None:
        reason = form.cleaned_data["reason"]
        undo_judgement(
            visit.env,
            replace(visit.reading, reason=reason),
            left,
            right,
            reason=reason,
            decided=form.cleaned_data["decided"],
            seen=form.cleaned_data["seen"],
        )

    if form.is_valid() and _made(form, undo):
        return redirect("desk:pair", left, right)
    context = {"page": page, "form": form}
    return render(request, "desk/pair_undo.html", context, status=400 if form.is_bound else 200)


def _made(form: DecidingForm, change: Callable[[], None]) -> bool:
    """Whether it was done; where a decision is asked for, the form says so and keeps what was typed."""
    try:
        change()
    except DecisionRequiredError as stopped:
        form.add_error("decided", STOPS[type(stopped)])
        return False
    return True
