"""The published red flags as a screen: text, version, parameters, what each needs, and a form for it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from passerelle.analysis.money.flag.flags import DEFAULTS
from passerelle.analysis.money.flag.rule import VERSION, Rule
from passerelle.casework import flagging, money_facts, pattern_questions
from passerelle.casework.access import AbsentError
from passerelle.casework.cases import case_view
from passerelle.casework.ledgers import ledgers
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.flag import AccountForm, ShipmentForm
from passerelle.desk.forms.money import PlaceForm
from passerelle.desk.words.flag import ASKS, INPUTS, RULES

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


@screen("desk:money-rules")
@require_safe
def money_rules(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """Every rule with its text, version and parameters, and what was said for them."""
    if visit.reading.case != case:
        return redirect("desk:case-enter", case)
    return _page(request, visit)


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
    if not form.is_valid():
        return _page(request, visit, place=form)
    said = form.cleaned_data
    days = {"since": said["since"], "until": said["until"]}
    flagging.add_place(visit.env, visit.reading, code=said["code"], reason=said["why"], **days)
    return redirect(f"{reverse('desk:money-rules', args=[case])}#places")


@screen("desk:money-account")
@require_POST
def money_account(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """What is known of who holds an account is kept, with how it is known."""
    _own(visit, case)
    form = AccountForm(ledgers(visit.env, visit.reading), request.POST)
    if not form.is_valid():
        return _page(request, visit, account=form)
    money_facts.say_of_account(visit.env, visit.reading, form.cleaned_data["ledger"], form.said)
    return redirect(f"{reverse('desk:money-rules', args=[case])}#accounts")


@screen("desk:money-shipment")
@require_POST
def money_shipment(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """A shipment is kept, with how it is known."""
    _own(visit, case)
    form = ShipmentForm(ledgers(visit.env, visit.reading), request.POST)
    if not form.is_valid():
        return _page(request, visit, shipment=form)
    money_facts.say_of_shipment(visit.env, visit.reading, form.cleaned_data["ledger"], form.said)
    return redirect(f"{reverse('desk:money-rules', args=[case])}#shipments")


def _page(request: HttpRequest, visit: Visit, **wrong: Form) -> HttpResponse:
    held = ledgers(visit.env, visit.reading)
    context: dict[str, Any] = {
        "case": case_view(visit.env, visit.reading),
        "ledgers": held,
        "rules": _rules(visit),
        "places": flagging.places(visit.env).places,
        "accounts": money_facts.accounts_said(visit.env, visit.reading),
        "shipments": money_facts.shipments_said(visit.env, visit.reading),
        "may_ask": visit.may_use("desk:money-flags"),
        "handling": "each",
        "place": PlaceForm(),
        "account": AccountForm(held),
        "shipment": ShipmentForm(held),
        "form": next(iter(wrong.values()), None),
        "open": next(iter(wrong), ""),
    }
    return render(request, "desk/money_rules.html", context | wrong, status=400 if wrong else 200)


def _rules(visit: Visit) -> list[dict[str, Any]]:
    lacking = flagging.rules_lacking(visit.env, visit.reading)
    numbers = dataclasses.asdict(DEFAULTS)
    return [
        {
            "rule": rule,
            "text": RULES[rule],
            "asks": ASKS[rule] % numbers,
            "source": rule.source,
            "version": VERSION,
            "is_of_control": rule.is_of_control,
            "needs": [INPUTS[one] for one in lacking.get(rule, ())],
        }
        for rule in Rule
    ]


def _own(visit: Visit, case: str) -> None:
    if visit.reading.case != case:
        raise AbsentError("case")
