"""Release: choose a partner, see exactly what leaves and why the rest stays, say why, send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework import sharing
from passerelle.casework.agreements import agreements
from passerelle.casework.partners import own, partners
from passerelle.casework.reading import entity_page
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.forms.release import AddresseeForm, LastWordForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:release")
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, visit: Visit, entity: str) -> HttpResponse:
    """Nothing leaves before the officer saw the preview, chose, and gave a reason."""
    addressee = addressee_form(visit, request.POST.dict() if request.method == "POST" else None)
    context = {"entity": entity, "form": addressee}
    if not addressee.is_valid():
        return render(request, "desk/release.html", context, status=400 if addressee.is_bound else 200)
    to, under = addressee.cleaned_data["partner"], addressee.cleaned_data["agreement"]
    shown = sharing.preview(visit.env, visit.reading, entities=[entity], recipient=to, agreement=under)
    last = LastWordForm(shown.leaving, request.POST if "confirm" in request.POST else None)
    if last.is_valid():
        access = replace(visit.reading, reason=last.cleaned_data["reason"])
        sent = sharing.release(
            visit.env,
            access,
            entities=[entity],
            recipients=[to],
            agreement=under,
            only=last.cleaned_data["statements"],
        )
        return render(request, "desk/released.html", {"sent": sent, "shown": shown, "entity": entity})
    handling = entity_page(visit.env, visit.reading, entity).most_restrictive
    context |= {"shown": shown, "last": last, "handling": handling}
    return render(request, "desk/release_preview.html", context, status=400 if last.is_bound else 200)


@screen("desk:recall")
@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, visit: Visit, record: str) -> HttpResponse:
    """Who has the record, whether each received it and gave it back, and the button that takes it back."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        access = replace(visit.reading, reason=form.cleaned_data["reason"])
        sharing.recall(visit.env, access, record)
        return redirect("desk:recall", record)
    shares = sharing.sharing_state(visit.env, visit.reading, record)
    context = {"form": form, "shares": shares, "record": record}
    return render(request, "desk/recall.html", context, status=400 if form.is_bound else 200)


def addressee_form(visit: Visit, data: dict[str, str] | None) -> AddresseeForm:
    """The partners that an agreement in force joins with us, and those agreements."""
    now, us, known = visit.env.now(), own(visit.env).party, partners(visit.env)
    binding = [one for one in agreements(visit.env) if one.is_in_force(now)]
    return AddresseeForm(
        {one.node: f"{one.party.name} · {one.name}" for one in known},
        {one.id: one.title for one in binding},
        {(them.node, one.id) for one in binding for them in known if one.joins(us, them.party)},
        data,
    )
