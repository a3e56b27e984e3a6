"""The money of a case: who pays, who collects, what comes back, and what is asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from passerelle.casework import choosing, flagging, freezing, money_export, money_notes, pattern_questions
from passerelle.casework.access import AbsentError
from passerelle.casework.cases import case_view
from passerelle.casework.ledgers import ledgers
from passerelle.casework.money_flow import Grouping, Wanted, money_view
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.money import FreezeForm, NoteForm, PlaceForm, ReportForm, ViewForm
from passerelle.formats.goaml_report import ReportHead

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from passerelle.analysis.money.sankey import Bar
    from passerelle.casework.money_flow import MoneyView

LABEL = 18


@screen("desk:money")
@require_safe
def money(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The picture, its twin, the months and the transfers of the selection, and what was asked."""
    if visit.reading.case != case:
        return redirect("desk:case-enter", case)
    form = ViewForm(request.GET)
    wanted = _wanted(form, request.GET.get("pick", ""))
    view = money_view(visit.env, visit.reading, wanted)
    context = {
        "case": case_view(visit.env, visit.reading),
        "ledgers": ledgers(visit.env, visit.reading),
        "view": view,
        "form": form,
        "state": urlencode(_state(request.GET)),
        "view_state": [*_state(request.GET).items(), ("pick", wanted.pick)],
        "bars": [_drawn(bar, view) for bar in view.picture.bars],
        "may_ask": visit.may_use("desk:ledger-add"),
        "may_release": visit.may_use("desk:money-papers"),
        "notes": money_notes.notes(visit.env, visit.reading),
        "note": NoteForm(),
        "place": PlaceForm(),
        "places": flagging.places(visit.env).places,
        "report": ReportForm(),
        "freeze": FreezeForm(prefix="freeze"),
        "freezes": freezing.freezes(visit.env, visit.reading),
        "needs": flagging.needs(visit.env, visit.reading),
        "handling": "each",
    }
    return render(request, "desk/money.html", context)


@screen("desk:money-note")
@require_POST
def money_note(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """A question or a conclusion is kept in the case."""
    _own(visit, case)
    form = NoteForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        money_notes.add_note(visit.env, visit.reading, kind=said["kind"], text=said["text"])
    return redirect(f"{reverse('desk:money', args=[case])}#notes")


@screen("desk:money-flags")
@require_POST
def money_flags(_request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """Published signs and patterns were asked of the ledgers; what they found are questions of the case."""
    _own(visit, case)
    flagging.ask_red_flags(visit.env, visit.reading)
    pattern_questions.ask_patterns(visit.env, visit.reading)
    return redirect(f"{reverse('desk:money', args=[case])}#notes")


@screen("desk:money-place")
@require_POST
def money_place(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The embarkation place is listed; a country is refused."""
    _own(visit, case)
    form = PlaceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        flagging.add_place(
            visit.env,
            visit.reading,
            code=said["code"],
            reason=said["why"],
            since=said["since"],
            until=said["until"],
        )
    return redirect(f"{reverse('desk:money', args=[case])}#places")


@screen("desk:ledger-choose")
@require_POST
def ledger_choose(request: HttpRequest, visit: Visit, ledger: str) -> HttpResponse:
    """The transfers that were ticked are payments of the case from now on."""
    rows = {int(row) for row in request.POST.getlist("row") if row.isdigit()}
    choosing.choose(visit.env, visit.reading, ledger, rows)
    return redirect("desk:case", visit.reading.case)


@screen("desk:money-export")
@require_POST
def money_export_file(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The selection as a table with its sources, or as a report to a financial intelligence unit."""
    _own(visit, case)
    view = money_view(visit.env, visit.reading, _wanted(ViewForm(request.POST), request.POST.get("pick", "")))
    if request.POST.get("as") != "goaml":
        table = money_export.as_csv(visit.env, visit.reading, view.lines)
        return _file(table, "text/csv; charset=utf-8", "transfers.csv")
    form = ReportForm(request.POST)
    if not form.is_valid():
        kept = [*_state(request.POST).items(), ("pick", request.POST.get("pick", ""))]
        context = {"form": form, "case": case, "view_state": kept}
        return render(request, "desk/money_report.html", context, status=400)
    head = _head(visit, form, view.lines[0].currency if view.lines else "")
    return _file(
        money_export.as_goaml(visit.env, visit.reading, head, view.lines), "application/xml", "report.xml"
    )


def _own(visit: Visit, case: str) -> None:
    if visit.reading.case != case:
        raise AbsentError("case")


def _wanted(form: ViewForm, pick: str) -> Wanted:
    said = form.cleaned_data if form.is_valid() else {}
    return Wanted(
        since=said.get("since"),
        until=said.get("until"),
        threshold=said.get("threshold") or Decimal(0),
        currency=said.get("currency") or "",
        grouping=Grouping(said.get("grouping") or Grouping.ACCOUNT),
        pick=pick,
    )


def _state(given: QueryDict) -> dict[str, str]:
    """The view as it stands in an address, without the selection."""
    names = ("since", "until", "threshold", "currency", "grouping")
    return {name: str(given[name]) for name in names if given.get(name)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BarDrawn:
    """A bar with its label on the side where there is room."""

    bar: Bar
    handle: str
    short: str
    text_x: float
    text_y: float
    anchor: str


def _drawn(bar: Bar, view: MoneyView) -> BarDrawn:
    left = bar.layer == 0
    return BarDrawn(
        bar=bar,
        handle=view.handles[bar.name],
        short=bar.name if len(bar.name) <= LABEL else f"{bar.name[: LABEL - 6]}…{bar.name[-4:]}",
        text_x=bar.x - 6 if left else bar.x + view.picture.bar_width + 6,
        text_y=round(bar.y + bar.height / 2 + 4, 1),
        anchor="end" if left else "start",
    )


def _head(visit: Visit, form: ReportForm, currency: str) -> ReportHead:
    said = form.cleaned_data
    return ReportHead(
        entity_id=said["entity_id"],
        user_code=said["user_code"],
        report_code=said["report_code"],
        reference=visit.reading.reference,
        at=visit.env.now(),
        currency=currency,
        reason=said["reason"],
        action=said["action"],
        indicators=said["indicators"].split(),
        country=said["country"].upper(),
        funds_code="BANKD",
        mode_code="ELCFT",
        institution="not known",
        branch_code="unknown",
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
