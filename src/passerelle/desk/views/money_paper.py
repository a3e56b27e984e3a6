"""Papers about money that a partner may get: written here, sent by the release that everything takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework import money_answer, money_paper
from passerelle.casework.access import AbsentError
from passerelle.casework.freezing import freezes
from passerelle.core.freeze import FreezeState, OrderAnswer
from passerelle.core.subject import SubjectCategory
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.money_paper import AccountReportForm, AnswerForm, OrderForm, TypologyForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


@screen("desk:money-papers")
@require_http_methods(["GET", "HEAD", "POST"])
def money_papers(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The paper is an entity of the case, and what would leave of it is shown next."""
    if visit.reading.case != case:
        raise AbsentError("case")
    said = request.POST if request.method == "POST" else None
    paper = request.POST.get("paper", "")
    holding = [one for one in freezes(visit.env, visit.reading) if one.state is FreezeState.HOLDING]
    orders = money_answer.received_orders(visit.env, visit.reading)
    forms: dict[str, Form] = {
        "answer": AnswerForm(orders, said if paper == "answer" else None),
        "order": OrderForm(holding, said if paper == "order" else None),
        "typology": TypologyForm(said if paper == "typology" else None),
        "report": AccountReportForm(said if paper == "report" else None),
    }
    form = forms.get(paper)
    if form is not None and form.is_valid():
        try:
            return redirect("desk:release", _written(visit, paper, form.cleaned_data))
        except (AbsentError, money_paper.PaperRefusedError) as error:
            form.add_error(None, str(error))
    context = {"forms": forms, "form": form, "holding": holding, "orders": orders, "case": case}
    return render(request, "desk/money_papers.html", context, status=400 if said is not None else 200)


def _written(visit: Visit, paper: str, said: dict[str, str]) -> str:
    """The entity of the paper."""
    match paper:
        case "order":
            return money_paper.write_order(visit.env, visit.reading, said["freeze"])
        case "answer":
            return money_answer.write_answer(
                visit.env,
                visit.reading,
                said["order"],
                OrderAnswer(said["answer"]),
                str(said["amount"] or ""),
            )
        case "typology":
            return money_paper.write_typology(
                visit.env,
                visit.reading,
                name=said["name"],
                version=said["version"],
                indicators=said["indicators"].splitlines(),
            )
        case _:
            return money_paper.write_report(
                visit.env,
                visit.reading,
                account=said["account"],
                category=SubjectCategory(said["category"]),
                finding=said["finding"],
            )
