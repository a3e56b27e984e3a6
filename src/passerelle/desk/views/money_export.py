"""What leaves the screen: the selection as a table, as a page to print, or as a report to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from passerelle.casework import money_export
from passerelle.casework.access import AbsentError
from passerelle.casework.money_flow import money_view, selected_lines
from passerelle.casework.money_tracing import tracings
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.money import ReportForm
from passerelle.desk.money_sheet import sheet
from passerelle.desk.views.money_address import SELECTION, VIEW, state, wanted
from passerelle.desk.views.money_trace import trace_wanted
from passerelle.engines.paper import pdf
from passerelle.formats.goaml_report import ReportHead
from passerelle.formats.paper import source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from passerelle.casework.ledgers import LineView


@screen("desk:money-export")
@require_POST
def money_export_file(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The selection as a file with its sources, or as a report to a financial intelligence unit."""
    if visit.reading.case != case:
        raise AbsentError("case")
    if request.POST.get("as") == "trace":
        traced = tracings(visit.env, visit.reading, trace_wanted(request.GET))
        table = money_export.trace_as_csv(visit.env, visit.reading, traced)
        return _file(table, "text/csv; charset=utf-8", "trace.csv")
    lines = selected_lines(visit.env, visit.reading, wanted(request.POST))
    if request.POST.get("as") == "pdf":
        return _paper(request, visit, lines)
    if request.POST.get("as") != "goaml":
        table = money_export.as_csv(visit.env, visit.reading, lines)
        return _file(table, "text/csv; charset=utf-8", "transfers.csv")
    form = ReportForm(request.POST)
    if not form.is_valid():
        kept = list(state(request.POST, (*VIEW, *SELECTION)).items())
        context = {"form": form, "case": case, "view_state": kept}
        return render(request, "desk/money_report.html", context, status=400)
    head = _head(visit, form, lines[0].currency if lines else "")
    made = money_export.as_goaml(visit.env, visit.reading, head, lines)
    return _file(made, "application/xml", "report.xml")


def _paper(request: HttpRequest, visit: Visit, lines: Sequence[LineView]) -> HttpResponse:
    if not lines:
        raise money_export.NothingToReportError
    view = money_view(visit.env, visit.reading, wanted(request.POST))
    held = money_export.sources_for_paper(visit.env, visit.reading)
    made = pdf(source(sheet(visit.reading.reference, view, lines, held)))
    return _file(made, "application/pdf", "transfers.pdf")


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
