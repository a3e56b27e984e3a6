"""A document check: one field, every digit in plain words, and nothing kept unless a person keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework import declaring, document_in_hand
from passerelle.casework.trust_lists import trusted
from passerelle.core.permission import NUMBER_ASKERS
from passerelle.core.purpose import Purpose
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.document import ChipForm, DocumentForm, PageForm, PhotographForm
from passerelle.desk.views.release import addressee_form
from passerelle.desk.words.document import SPECIMEN, tell
from passerelle.documents.chip import presented
from passerelle.documents.chip.presented import compared
from passerelle.documents.mrz import visual
from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.marked import marked
from passerelle.documents.outcome import Outcome
from passerelle.documents.reading import Barcode, read
from passerelle.documents.unreadable import UnreadableDocumentError
from passerelle.engines.tesseract import Photograph, PhotographError, is_available, read_photograph

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from passerelle.documents.chip.presented import Chip
    from passerelle.documents.mrz.check import Result

PAGE = "desk/document.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What came with the request, read; the forms hold what is shown again."""

    form: DocumentForm
    page: PageForm
    photograph: Photograph | None = None
    chip: Chip | None = None
    is_typed: bool = True  # or read from a photograph; False where the zone is the chip's own


@screen("desk:document")
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was typed is in the body of the request: it is in no address, no log and no table."""
    if request.method != "POST":
        return render(request, PAGE, _context(visit, DocumentForm(), PageForm()))
    try:
        given = _given(request, visit)
        return _answered(request, visit, given)
    except (UnreadableDocumentError, PhotographError) as error:
        # What was typed is not lost.
        form = DocumentForm(initial={"zone": request.POST.get("zone", "")})
        context = _context(visit, form, PageForm(request.POST)) | {"refused": tell(error.reason)}
        return render(request, PAGE, context, status=400)


def _answered(request: HttpRequest, visit: Visit, given: _Given) -> HttpResponse:
    form, page, chip = given.form, given.page, given.chip
    context = _context(visit, form, page) | {"photograph": given.photograph}
    if chip is not None and not form.data["zone"]:
        # A chip whose group 1 was not given is checked all the same.
        return render(request, PAGE, context | {"chip": chip.findings})
    if not form.is_valid() or not page.is_valid():
        return render(request, PAGE, context, status=400)
    today = visit.env.now().date()
    found = read(form.cleaned_data["zone"], trusted(visit.env).keys, today)
    if chip is not None:
        beside = (compared(chip, form.cleaned_data["zone"]),) if given.is_typed else ()
        context |= {"chip": (*chip.findings, *beside)}
    if isinstance(found, Barcode):
        return render(request, PAGE, context | {"barcode": found})
    found = _shielded(found, chip, today)
    if "keep" in request.POST:
        return redirect("desk:entity", document_in_hand.keep(visit.env, visit.reading, found))
    if given.photograph is not None and "keep_picture" in request.POST:
        kept = document_in_hand.keep_picture(visit.env, visit.reading, found, given.photograph.picture)
        context |= {"kept": kept}
    return render(request, PAGE, context | _shown(found, page) | _declared(request, visit, found))


def _shielded(found: Result, chip: Chip | None, today: date) -> Result:
    """The result with the flag that the page or the chip sets."""
    if chip is None or not chip.zone or found.protection is not None:
        return found
    return replace(found, protection=check(chip.zone, today).protection)


def _declared(request: HttpRequest, visit: Visit, found: Result) -> dict[str, Any]:
    """What issuers declared of the number, once the officer asks: this node, or a partner."""
    number = found.fields.get("number", "")
    if not number:
        return {}
    sent = request.POST.dict() if "ask" in request.POST else None
    addressee = addressee_form(visit, sent) if _may_ask(visit) else None
    told: dict[str, Any] = {"number": number, "addressee": addressee}
    if "look" in request.POST:
        told["look"] = True
        told["declared"] = declaring.declared(visit.env, visit.reading, number)
    if "ask" in request.POST and addressee is not None and addressee.is_valid():
        to, under = addressee.cleaned_data["partner"], addressee.cleaned_data["agreement"]
        told["asked"] = document_in_hand.ask_issuer(
            visit.env, visit.reading, found, partner=to, agreement=under
        )
    return told


def _may_ask(visit: Visit) -> bool:
    """A number is asked under the purpose of a document check alone, by those who may ask about one."""
    at_a_check = visit.duty is not None and visit.duty.purpose is Purpose.DOCUMENT_CHECK
    return at_a_check and visit.officer.role in NUMBER_ASKERS and not (visit.access and visit.access.case)


def _photograph(request: HttpRequest, visit: Visit) -> Photograph | None:
    sent = request.FILES.get("photograph")
    if sent is None:
        return None
    return read_photograph(sent.read(), visit.env.now().date())


def _chip(request: HttpRequest, visit: Visit) -> Chip | None:
    sent = request.FILES.getlist("chip")
    if not sent:
        return None
    files = [one.read() for one in sent]
    return presented.read(files, trusted(visit.env).authorities, visit.env.now().date())


def _given(request: HttpRequest, visit: Visit) -> _Given:
    if "specimen" in request.POST:
        return _Given(form=DocumentForm({"zone": SPECIMEN}), page=PageForm({}))
    photograph, chip = _photograph(request, visit), _chip(request, visit)
    typed = photograph.reading.text if photograph else request.POST.get("zone", "").strip()
    zone = typed or (chip.zone if chip else "")
    return _Given(
        form=DocumentForm({"zone": zone}),
        page=PageForm(request.POST),
        photograph=photograph,
        chip=chip,
        is_typed=bool(typed),
    )


def _context(visit: Visit, form: DocumentForm, page: PageForm) -> dict[str, Any]:
    if not form.is_bound:
        form.fields["zone"].widget.attrs["autofocus"] = True
    return {
        "form": form,
        "page_form": page,
        "photograph_form": PhotographForm() if is_available() else None,
        "chip_form": ChipForm(),
        "in_case": visit.access is not None and bool(visit.access.case),
        "specimen": SPECIMEN,
    }


def _shown(found: Result, page: PageForm) -> dict[str, Any]:
    answer = {True: Outcome.CONSISTENT, False: Outcome.NOT_CONSISTENT, None: Outcome.NOT_VERIFIABLE}
    compared = visual.compare(found, page.page) if page.page and found.zone else ()
    fields = [(name, value) for name, value in found.fields.items() if value]
    return {
        "found": found,
        "fields": fields,
        "answer": answer[found.consistent],
        "compared": compared,
        "lines": marked(found),
    }
