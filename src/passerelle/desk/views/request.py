"""Requests by their clock, a request's page, and what is done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelle.casework import channelling, fulfilling, liaising, requesting, reviewing
from passerelle.casework import requests as casework
from passerelle.casework.access import AbsentError
from passerelle.casework.agreements import agreements
from passerelle.casework.partners import partners
from passerelle.core.clearance import readable_purposes
from passerelle.core.permission import ORDER_DECIDERS, REQUEST_ANSWERERS, REQUESTERS
from passerelle.core.request_channel import COPIED, Channel
from passerelle.core.request_copying import EuropolCopy
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_step import Step
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.request import CopyForm, RequestForm, StepForm
from passerelle.desk.forms.request_answer import RequestAnswerForm
from passerelle.desk.views.inbox import TabShown
from passerelle.protocol.messages import RequestAnswer

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from passerelle.casework.liaising import MayGive
    from passerelle.casework.requests import RequestView

RECEIVED, MADE, CONCLUDED, GIVEN = "received", "made", "concluded", "concluded-made"
TABS = {
    RECEIVED: _("Received"),
    MADE: _("Made"),
    CONCLUDED: _("Received, concluded"),
    GIVEN: _("Made, concluded"),
}
REGISTER, SEND = "register", "make"


@screen("desk:requests")
@require_safe
def requests(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The requests of a tab; the one that is due first stands at the top."""
    tab = request.GET.get("tab", "") if request.GET.get("tab", "") in TABS else RECEIVED
    direction = Direction.RECEIVED if tab in {RECEIVED, CONCLUDED} else Direction.MADE
    closed = tab in {CONCLUDED, GIVEN}
    lines = casework.requests(visit.env, visit.reading, direction=direction, closed=closed)
    tabs = [
        TabShown(label, f"?tab={one}", one == tab, len(lines) if one == tab else None)
        for one, label in TABS.items()
    ]
    return render(request, "desk/requests.html", {"lines": lines, "tabs": tabs, "tab": tab})


@screen("desk:request-new")
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A request that came through a channel is registered, or one is made."""
    form = _new_form(visit, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("desk:request", _made(visit, form.cleaned_data))
    return render(request, "desk/request_new.html", {"form": form}, status=400 if form.is_bound else 200)


@screen("desk:request")
@require_safe
def request(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """What is asked, both dates of its clock, its steps, and what may be given."""
    return _page(request, visit, casework.request(visit.env, visit.reading, name))


@screen("desk:request-step")
@require_POST
def request_step(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """A step before the answer, told to the other side."""
    view = casework.request(visit.env, visit.reading, name)
    form = StepForm(_steps(visit, view), request.POST)
    if not form.is_valid():
        return _page(request, visit, view, step=form)
    said = form.cleaned_data
    step = RequestAnswer(
        of_message="",
        step=Step(said["step"]),
        text=said["text"].strip(),
        authorisation=said["authorisation"].strip(),
        expected=_utc(said["expected"]),
    )
    fulfilling.do_step(visit.env, replace(visit.reading, reason=said["reason"]), name, step)
    return redirect("desk:request", name)


@screen("desk:request-answer")
@require_POST
def request_answer(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """Every part is given or refused, and the request is concluded."""
    view = casework.request(visit.env, visit.reading, name)
    giving = liaising.may_give(visit.env, visit.reading, name)
    form = _answer_form(view, giving, request.POST)
    if not form.is_valid():
        return _page(request, visit, view, answer=form)
    said = form.cleaned_data
    fulfilling.answer(
        visit.env,
        replace(visit.reading, reason=said["reason"]),
        name,
        refusals=form.refusals,
        text=said["text"],
        europol=form.europol_copy,
        giving=fulfilling.Giving(
            entities=giving.entities if said["statements"] else (), only=said["statements"]
        ),
    )
    return redirect("desk:request", name)


@screen("desk:request-copy")
@require_http_methods(["GET", "HEAD", "POST"])
def request_copy(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """The text to file in a channel, or the reference that the channel gave."""
    if request.method == "POST":
        form = CopyForm(request.POST)
        if not form.is_valid():
            return _page(request, visit, casework.request(visit.env, visit.reading, name), copy=form)
        channelling.keep_copy(visit.env, visit.reading, name, form.copy_said)
        return redirect("desk:request", name)
    asked = request.GET.get("channel", "")
    if asked not in {str(one) for one in COPIED}:
        raise AbsentError("channel")
    text = channelling.channel_text(visit.env, visit.reading, name, Channel(asked))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="request-{asked}.txt"'
    return answer


@screen("desk:request-act")
@require_POST
def request_act(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """The request is filed under the open case, joined to another, copied to Europol or not, or renewed."""
    access = replace(visit.reading, reason=request.POST.get("reason", "").strip() or visit.reading.reason)
    match request.POST.get("act"):
        case "file":
            fulfilling.file_under(visit.env, access, name)
        case "join":
            kept = request.POST.get("same", "")
            fulfilling.join(visit.env, access, name, kept)
            return redirect("desk:request", kept)
        case "europol" if request.POST.get("reason", "").strip():
            copied = EuropolCopy(request.POST.get("copied") == "yes", request.POST["reason"])
            channelling.decide_europol(visit.env, visit.reading, name, copied)
        case "renew":
            reviewing.renew(visit.env, access, name)
        case _:
            pass
    return redirect("desk:request", name)


def _page(
    request: HttpRequest,
    visit: Visit,
    view: RequestView,
    *,
    step: StepForm | None = None,
    answer: RequestAnswerForm | None = None,
    copy: CopyForm | None = None,
) -> HttpResponse:
    ours = view.line.direction is Direction.RECEIVED or view.channel is not Channel.NODE
    giving = liaising.may_give(visit.env, visit.reading, view.line.id) if ours and view.content else None
    answers = ours and view.line.state.is_open and not view.duplicate_of and _may_answer(visit, view)
    steps = _steps(visit, view) if view.line.state.is_open and not view.duplicate_of else ()
    failed = next((one for one in (step, answer, copy) if one is not None), None)
    context: dict[str, Any] = {
        "one": view,
        "giving": giving,
        "answer": answer or (_answer_form(view, giving) if answers and giving else None),
        "step": step or (StepForm(steps) if steps else None),
        "copy": copy or CopyForm(),
        "form": failed or (),
        "channels": COPIED,
        "handling": "each",
    }
    return render(request, "desk/request.html", context, status=400 if failed else 200)


def _may_answer(visit: Visit, view: RequestView) -> bool:
    allowed = ORDER_DECIDERS if view.line.kind.is_judicial else REQUEST_ANSWERERS
    return visit.officer.role in allowed and view.content is not None


def _steps(visit: Visit, view: RequestView) -> tuple[Step, ...]:
    """The steps that this officer may make now."""
    by_node = view.channel is Channel.NODE
    if view.line.direction is Direction.MADE and by_node:
        return (Step.CLARIFIED,)
    if visit.officer.role not in REQUEST_ANSWERERS:
        return ()
    found = [Step.ACKNOWLEDGED, Step.CLARIFICATION, Step.EXTENDED]
    if not by_node:
        found.append(Step.CLARIFIED)
    if view.line.kind.is_judicial and visit.officer.role in ORDER_DECIDERS:
        found += [Step.RECOGNISED, Step.EXECUTED]
    return tuple(found)


def _answer_form(view: RequestView, giving: MayGive, data: object = None) -> RequestAnswerForm:
    if view.content is None:
        raise AbsentError("request")
    return RequestAnswerForm(
        view.content.parts,
        view.refusals,
        giving.leaving,
        needs_release=bool(view.node) and view.line.kind is RequestKind.INFORMATION,
        needs_europol=view.line.kind is RequestKind.INFORMATION and view.europol is None,
        data=data,
    )


def _new_form(visit: Visit, data: object) -> RequestForm:
    now = visit.env.now()
    ways = [(REGISTER, _("register what came through a channel"))]
    if visit.officer.role in REQUESTERS:
        ways.append((SEND, _("ask another service")))
    return RequestForm(
        ways,
        [(one.node, one.party.name) for one in partners(visit.env)],
        [(one.id, one.title) for one in agreements(visit.env) if one.is_in_force(now)],
        sorted(readable_purposes(visit.officer.role)),
        data,
    )


def _made(visit: Visit, said: dict[str, Any]) -> str:
    other = requesting.OtherSide(
        node=said["node"],
        name=said["service"],
        country=said["country"],
        channel=Channel(said["channel"] or Channel.NODE),
        reference=said["reference"],
    )
    terms = requesting.Terms(
        agreement=said["agreement"], contact=said["contact"], europol=said["europol_copy"]
    )
    access = replace(visit.reading, reason=said["reason"])
    if said["way"] == SEND:
        return requesting.make(visit.env, access, said["content"], other, terms)
    received = _utc(said["received"]) or visit.env.now()
    return requesting.register(visit.env, access, said["content"], other, terms, received=received)


def _utc(typed: datetime | None) -> datetime | None:
    return typed.astimezone(UTC) if typed else None
