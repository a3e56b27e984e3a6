"""Opening the conversation after a hit: the partner learns something only now (rule 28)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework.asked import answer_view
from passerelle.casework.asking import open_conversation
from passerelle.casework.inbox import one_notice
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.reason import NumberReasonForm, ReasonForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:conversation")
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, visit: Visit, notice: str) -> HttpResponse:
    """The page says exactly what the partner will learn; the button tells them."""
    row = one_notice(visit.env, visit.reading, notice)
    kind_of_form = NumberReasonForm if row.in_hand else ReasonForm
    form = kind_of_form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        said = form.cleaned_data.get("no_protection_sought", False)
        open_conversation(visit.env, access, notice, no_protection_sought=said)
        return redirect("desk:inbox")
    answer = answer_view(visit.env, visit.reading, row.facts["question"])
    kinds = sorted({hit.key_kind for hit in answer.hits if hit.entity == row.entity})
    context = {"form": form, "row": row, "answer": answer, "kinds": kinds, "handling": "each"}
    return render(request, "desk/conversation.html", context, status=400 if form.is_bound else 200)
