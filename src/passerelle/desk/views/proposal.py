"""Suggesting a change to the owner of what was received, and answering such a suggestion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework import proposing
from passerelle.casework.access import AbsentError
from passerelle.casework.inbox import one_notice
from passerelle.core.notice_kind import NoticeKind
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.proposal import AnswerForm, ProposalForm
from passerelle.protocol.messages import Change

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:propose")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, visit: Visit, record: str) -> HttpResponse:
    """What the owner should do, and why; nothing is changed here."""
    proposing.receivable(visit.env, visit.reading, record)
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        access = replace(visit.reading, reason=said["reason"])
        proposing.propose(visit.env, access, record, Change(said["change"]), note=said["note"])
        return redirect("desk:inbox")
    return render(request, "desk/propose.html", {"form": form}, status=400 if form.is_bound else 200)


@screen("desk:proposal")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, visit: Visit, notice: str) -> HttpResponse:
    """The suggestion, and the answer to it; the change itself is made on the record's own page."""
    row = one_notice(visit.env, visit.reading, notice)
    if row.kind is not NoticeKind.PROPOSAL:
        raise AbsentError("proposal")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        access, accepted = replace(visit.reading, reason=said["reason"]), said["answer"] == "accepted"
        proposing.answer_proposal(visit.env, access, notice, accepted=accepted, note=said["note"])
        return redirect("desk:inbox")
    context = {"form": form, "row": row}
    return render(request, "desk/proposal.html", context, status=400 if form.is_bound else 200)
