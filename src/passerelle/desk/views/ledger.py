"""A ledger comes into a case: files are kept, then somebody says which column of a table is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelle.casework import ledger_ending
from passerelle.casework.access import AbsentError
from passerelle.casework.ledgers import (
    LedgerNotKeptError,
    LedgerNotReadError,
    beginning,
    keep_exhibit,
    known_mapping,
    mapping_of,
    read_lines,
)
from passerelle.core.subject import SubjectCategory
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.ledger import LayoutForm, MappingForm, RenewForm, SavedMappingForm, UploadForm
from passerelle.engines.ledger_process import LedgerRefusedError
from passerelle.formats.ledger_form import LedgerForm
from passerelle.formats.ledger_mapping import read_mapping
from passerelle.formats.mapping import MappingError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from passerelle.formats.ledger_mapping import LedgerMapping

REFUSALS = (LedgerRefusedError, LedgerNotReadError, LedgerNotKeptError)


@screen("desk:ledger-add")
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_add(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """Each file is an exhibit of the case; a table that no earlier one is like is mapped next."""
    if visit.reading.case != case:
        raise AbsentError("case")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        said = form.cleaned_data
        waiting = []
        for number, file in enumerate(said["file"], 1):
            name = f"{said['name']} {number}" if len(said["file"]) > 1 else said["name"]
            try:
                ledger = _kept(visit, name, file, SubjectCategory(said["category"]))
            except REFUSALS as error:
                form.add_error("file", f"{number}: {error}" if len(said["file"]) > 1 else str(error))
            else:
                waiting += [ledger] if ledger else []
        if form.is_valid() and waiting:
            return redirect("desk:ledger-map", waiting[0])
        if form.is_valid():
            return redirect("desk:money", case)
    status = 400 if form.is_bound else 200
    return render(request, "desk/ledger_add.html", {"form": form, "case": case}, status=status)


def _kept(visit: Visit, name: str, file: Any, category: SubjectCategory) -> str:
    """The file is kept and read; the id of a table that nobody has mapped yet, else nothing."""
    ledger = keep_exhibit(visit.env, visit.reading, name=name, data=file.read(), category=category)
    look = beginning(visit.env, visit.reading, ledger)
    mapping = known_mapping(visit.env, visit.reading, ledger, look) if look.form is LedgerForm.TABLE else None
    if look.form is LedgerForm.TABLE and mapping is None:
        return ledger
    read_lines(visit.env, visit.reading, ledger, mapping)
    return ""


@screen("desk:ledger-map")
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_map(request: HttpRequest, visit: Visit, ledger: str) -> HttpResponse:
    """Somebody says which column is which, with the first rows before them."""
    posted = request.POST if request.method == "POST" else None
    look = beginning(visit.env, visit.reading, ledger, LayoutForm(None, posted).said)
    again, saved = "again" in request.POST, SavedMappingForm(auto_id="saved_%s")
    form = MappingForm(look, None if again or "saved" in request.POST else posted)
    error = ""
    try:
        if "saved" in request.POST:
            read_lines(visit.env, visit.reading, ledger, _saved(request))
            return redirect("desk:money", visit.reading.case)
        if form.is_valid():
            read_lines(visit.env, visit.reading, ledger, form.mapping)
            return redirect("desk:money", visit.reading.case)
    except (*REFUSALS, MappingError) as refused:
        error = str(refused)
        if form.is_bound:
            form.add_error(None, error)
    context = {
        "form": form,
        "saved": saved,
        "refused": "" if form.is_bound else error,
        "look": look,
        "ledger": ledger,
        "case": visit.reading.case,
    }
    status = 400 if form.is_bound or error else 200
    return render(request, "desk/ledger_map.html", context, status=status)


def _saved(request: HttpRequest) -> LedgerMapping:
    form = SavedMappingForm(request.POST, request.FILES)
    if not form.is_valid():
        raise MappingError("file", "is missing")
    return read_mapping(form.cleaned_data["mapping"].read().decode("utf-8", "replace"))


@screen("desk:ledger-mapping")
@require_safe
def ledger_mapping(request: HttpRequest, visit: Visit, ledger: str) -> HttpResponse:
    """How the table was read, as a file that a later one is read by."""
    assert request.method
    answer = HttpResponse(
        mapping_of(visit.env, visit.reading, ledger), content_type="application/toml; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="mapping.toml"'
    return answer


@screen("desk:ledger-end")
@require_POST
def ledger_end(request: HttpRequest, visit: Visit, ledger: str) -> HttpResponse:
    """The ledger is ended and erased, or is kept until a later review."""
    form = RenewForm(request.POST)
    if not form.is_valid():
        raise ledger_ending.LedgerEndRefusedError("say why, and give a day")
    said = form.cleaned_data
    if request.POST.get("act") == "renew" and said["review"]:
        ledger_ending.renew_ledger(visit.env, visit.reading, ledger, review=said["review"], why=said["why"])
    elif request.POST.get("act") == "end":
        ledger_ending.end_ledger(visit.env, visit.reading, ledger, why=said["why"])
    else:
        raise ledger_ending.LedgerEndRefusedError("say a day of the next review")
    return redirect(f"{reverse('desk:money', args=[visit.reading.case])}#ledgers")
