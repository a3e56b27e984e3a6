"""Search, with a reason; without one there is nothing, not even a count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from passerelle.casework.searching import search as find
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.search import SearchForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:search")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the officer may see that holds a key of the words, under the reason given."""
    standing = {"reason": visit.reading.reason}
    if request.method != "POST":
        return render(request, "desk/search.html", {"form": SearchForm(initial=standing)})
    # The box in the head sends words alone; the standing reason counts then.
    form = SearchForm({**standing, **request.POST.dict()})
    if not form.is_valid():
        return render(request, "desk/search.html", {"form": form}, status=400)
    access = replace(visit.reading, reason=form.cleaned_data["reason"])
    page = find(visit.env, access, form.cleaned_data["words"])
    return render(
        request, "desk/search.html", {"form": form, "page": page, "reason": access.reason, "handling": "each"}
    )
