"""The money of a case: who pays, who collects, what comes back, and what is asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from passerelle.casework import (
    choosing,
    freezing,
    ledger_ending,
    money_answer,
    money_facts,
    money_notes,
    money_paper,
)
from passerelle.casework.access import AbsentError
from passerelle.casework.cases import case_view
from passerelle.casework.ledgers import ledgers
from passerelle.casework.money_flow import money_view
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.flag import LineFactForm
from passerelle.desk.forms.money import FreezeForm, NoteForm, ReportForm, ViewForm
from passerelle.desk.views.money_address import SELECTION, VIEW, address, drawn, state, wanted

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:money")
@require_safe
def money(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The picture, its twin, the months and the transfers of the selection, and what was asked."""
    if visit.reading.case != case:
        return redirect("desk:case-enter", case)
    asked = wanted(request.GET)
    view = money_view(visit.env, visit.reading, asked)
    held, held_money = ledgers(visit.env, visit.reading), freezing.freezes(visit.env, visit.reading)
    said = money_answer.answers(visit.env, visit.reading, [one.id for one in held_money])
    here, selection = state(request.GET), state(request.GET, SELECTION)
    context = {
        "case": case_view(visit.env, visit.reading),
        "ledgers": held,
        "ended": ledger_ending.ended_ledgers(visit.env, visit.reading),
        "named": {one.id: one.name for one in held},
        "view": view,
        "form": ViewForm(request.GET),
        "state": address(here),
        "no_period": address(here, since="", until="", **selection),
        "selection": address(here, **selection),
        "view_state": list(state(request.GET, (*VIEW, *SELECTION)).items()),
        "bars": drawn(view.picture, view.handles),
        "may_ask": visit.may_use("desk:ledger-add"),
        "may_release": visit.may_use("desk:money-papers"),
        "notes": money_notes.notes(visit.env, visit.reading),
        "note": NoteForm(),
        "say": LineFactForm(auto_id="say_%s"),
        "report": ReportForm(),
        "freeze": FreezeForm(prefix="freeze"),
        "freezes": held_money,
        "answers": {one.id: said.get(one.id, ()) for one in held_money},
        "papers": money_paper.papers(visit.env, visit.reading),
        "handling": "each",
    }
    return render(request, "desk/money.html", context)


@screen("desk:money-note")
@require_POST
def money_note(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """A question or a conclusion is kept in the case, with the transfers that were ticked."""
    _own(visit, case)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise money_notes.EmptyNoteError
    said = form.cleaned_data
    lines = [(ledger, row) for ledger, rows in _ticked(request).items() for row in sorted(rows)]
    money_notes.add_note(visit.env, visit.reading, kind=said["kind"], text=said["text"], lines=lines)
    return redirect(f"{reverse('desk:money', args=[case])}#notes")


@screen("desk:money-choose")
@require_POST
def money_choose(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The transfers that were ticked are payments of the case from now on."""
    _own(visit, case)
    ticked = _ticked(request)
    if not ticked:
        raise AbsentError("transfer")
    for ledger, rows in ticked.items():
        choosing.choose(visit.env, visit.reading, ledger, rows)
    return redirect("desk:case", case)


@screen("desk:money-say")
@require_POST
def money_say(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """What a person says of the ticked transfers is kept beside them; the exhibit is as it was."""
    _own(visit, case)
    form, ticked = LineFactForm(request.POST), _ticked(request)
    if not form.is_valid() or not ticked:
        raise money_facts.FactNotKeptError("tick the transfers and say how it is known")
    for ledger, rows in ticked.items():
        money_facts.say_of_lines(visit.env, visit.reading, ledger, rows, form.said)
    return redirect(f"{reverse('desk:money', args=[case])}#transfers")


def _ticked(request: HttpRequest) -> dict[str, set[int]]:
    """The rows that were ticked, by ledger."""
    found: dict[str, set[int]] = {}
    for one in request.POST.getlist("line"):
        ledger, _, row = one.partition(".")
        if not row.isdecimal():
            raise BadRequest
        found.setdefault(ledger, set()).add(int(row))
    return found


def _own(visit: Visit, case: str) -> None:
    if visit.reading.case != case:
        raise AbsentError("case")
