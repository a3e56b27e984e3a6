"""From an error to a page: what happened, what was kept, what to do, and a reference for the log.

The one table from error to status. The log receives the reference, the kind
of error and the place in the code; never its text, which may hold a value.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from passerelle.casework.access import AbsentError, ReasonRequiredError
from passerelle.casework.people import LinkError
from passerelle.desk.door import RouteRefusedError
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from passerelle.desk.door import DeskRequest

LOG = logging.getLogger("passerelle.desk")
REFERENCE = 8


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as a person reads it."""

    status: int
    happened: Promise
    kept: Promise
    todo: Promise


NOTHING_CHANGED = _("Nothing was changed.")

ABSENT = Fault(
    404,
    _("There is nothing here that you can read."),
    NOTHING_CHANGED,
    _("Check the address, or go back and choose again."),
)

# The first class that the error belongs to counts.
FAULTS: dict[type[Exception], Fault] = {
    RouteRefusedError: Fault(
        403,
        _("Your role does not include this screen."),
        NOTHING_CHANGED,
        _("Ask the administrator of the node if your work needs it."),
    ),
    ReasonRequiredError: Fault(
        403,
        _("Nothing was read, because no case or duty operation with a reason is open."),
        NOTHING_CHANGED,
        _("Say what you are on duty for, or choose one of your cases."),
    ),
    LinkError: Fault(
        410,
        _("This sign-in link no longer works. A link works once, for fifteen minutes."),
        _("Nobody was signed in."),
        _("Ask the administrator of the node for a new link."),
    ),
    AbsentError: ABSENT,
    Http404: ABSENT,
    PasserelleError: Fault(
        409,
        _("This was refused."),
        _("Nothing was changed. Go back to find what you typed."),
        _("Give the reference number to the administrator of the node."),
    ),
}
UNEXPECTED = Fault(
    500,
    _("Something failed on the node."),
    _("The change was not made; what was saved before is still there."),
    _("Try again. If it fails again, give the reference number to the administrator of the node."),
)
FORGED = Fault(
    403,
    _("This form was open too long or was sent from another page."),
    NOTHING_CHANGED,
    _("Go back, load the page again and send it once more."),
)


def fault_of(error: Exception) -> Fault:
    """The row of the table for this error."""
    return next((fault for kind, fault in FAULTS.items() if isinstance(error, kind)), UNEXPECTED)


def fault_page(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page for the error; the log has its reference, kind and place."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return show_fault(request, fault_of(error), f"{type(error).__name__} {frame.name}:{frame.lineno}")


def show_fault(request: HttpRequest, fault: Fault, what: str) -> HttpResponse:
    """The page; the same reference stands on it and in the log."""
    reference = cast("DeskRequest", request).env.new_id()[:REFERENCE]
    LOG.warning("fault %s: %s", reference, what)
    context = {"fault": fault, "reference": reference}
    return render(request, "desk/fault.html", context, status=fault.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that is no route."""
    return show_fault(request, ABSENT, type(exception).__name__)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without its token."""
    return show_fault(request, FORGED, reason.split(" ", 1)[0])
