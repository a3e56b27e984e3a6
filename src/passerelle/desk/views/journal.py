"""The journal: who looked at what and why, and whether it is intact."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelle.casework.overseeing import journal_page
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.journal import JournalForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:journal")
@require_safe
def journal(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The newest lines that fit the filters, which stand in the address, and the verdict over the whole."""
    form = JournalForm(request.GET)
    if not form.is_valid():
        return render(request, "desk/journal.html", {"form": form}, status=400)
    page = journal_page(
        visit.env,
        visit.reading,
        act=form.chosen_act,
        officer=form.cleaned_data["officer"],
        before=form.cleaned_data["before"],
    )
    older = {**form.cleaned_data, "before": page.older} if page.older is not None else None
    context = {"form": form, "page": page, "older": urlencode(older) if older else ""}
    return render(request, "desk/journal.html", context)
