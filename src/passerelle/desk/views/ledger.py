"""A ledger comes into a case: the file is kept, then somebody says which column is which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from passerelle.casework.access import AbsentError
from passerelle.casework.ledgers import LedgerNotReadError, beginning, keep_exhibit, read_lines
from passerelle.core.subject import SubjectCategory
from passerelle.desk.door import Visit, screen
from passerelle.desk.forms.money import MappingForm, UploadForm
from passerelle.engines.ledger_process import LedgerRefusedError
from passerelle.formats.ledger_form import LedgerForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:ledger-add")
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_add(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The file is an exhibit of the case; a table is mapped next, every other form is read at once."""
    if visit.reading.case != case:
        raise AbsentError("case")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        said = form.cleaned_data
        try:
            ledger = keep_exhibit(
                visit.env,
                visit.reading,
                name=said["name"],
                data=said["file"].read(),
                category=SubjectCategory(said["category"]),
            )
            if beginning(visit.env, visit.reading, ledger).form is LedgerForm.TABLE:
                return redirect("desk:ledger-map", ledger)
            read_lines(visit.env, visit.reading, ledger, None)
            return redirect("desk:money", case)
        except (LedgerRefusedError, LedgerNotReadError) as error:
            form.add_error("file", str(error))
    status = 400 if form.is_bound else 200
    return render(request, "desk/ledger_add.html", {"form": form, "case": case}, status=status)


@screen("desk:ledger-map")
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_map(request: HttpRequest, visit: Visit, ledger: str) -> HttpResponse:
    """Somebody says which column is which, with the first rows before them."""
    look = beginning(visit.env, visit.reading, ledger)
    form = MappingForm(look, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            read_lines(visit.env, visit.reading, ledger, form.mapping)
            return redirect("desk:money", visit.reading.case)
        except (LedgerRefusedError, LedgerNotReadError) as error:
            form.add_error(None, str(error))
    context = {"form": form, "look": look, "ledger": ledger, "case": visit.reading.case}
    return render(request, "desk/ledger_map.html", context, status=400 if form.is_bound else 200)
