"""Tracing as a screen: where money went or came from, by a named accounting, from accounts or transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Period, Way
from passerelle.casework.cases import case_view
from passerelle.casework.money_tracing import AccountAbsentError, TraceWanted, handles_of, traces
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.trace import TraceForm
from passerelle.desk.views.money_address import address, drawn, state

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict


@screen("desk:money-trace")
@require_http_methods(["GET", "HEAD", "POST"])
def money_trace(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """What is named in the form becomes an address without accounts; the address shows the trace."""
    if visit.reading.case != case:
        return redirect("desk:case-enter", case)
    form = TraceForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_valid():
        try:
            picks = handles_of(visit.env, visit.reading, form.cleaned_data["accounts"])
            return redirect(f"{reverse('desk:money-trace', args=[case])}?{form.address(request.GET, picks)}")
        except AccountAbsentError as error:
            form.add_error("accounts", str(error))
    wanted = trace_wanted(request.GET)
    views = traces(visit.env, visit.reading, wanted)
    context = {
        "case": case_view(visit.env, visit.reading),
        "form": form,
        "wanted": wanted,
        "traces": [{"view": one, "bars": drawn(one.picture, one.handles)} for one in views],
        "asked": bool(wanted.picks or wanted.lines),
        "address": request.GET.urlencode(),
        "state": address(state(request.GET, ("way", "accounting", "period"))),
        "handling": "each",
    }
    return render(request, "desk/money_trace.html", context, status=400 if form.errors else 200)


def trace_wanted(given: QueryDict) -> TraceWanted:
    """What the address asks for; what it does not know is as if it were not there."""
    lines = [one.partition(".") for one in given.getlist("line")]
    way, accounting, period = (given.get(name, "") for name in ("way", "accounting", "period"))
    return TraceWanted(
        picks=tuple(given.getlist("pick")),
        lines=tuple((ledger, int(row)) for ledger, _, row in lines if row.isdecimal()),
        way=Way(way) if way in list(Way) else Way.FORWARDS,
        accounting=Accounting(accounting) if accounting in list(Accounting) else Accounting.PROPORTIONAL,
        period=Period(period) if period in list(Period) else Period.MONTH,
    )
