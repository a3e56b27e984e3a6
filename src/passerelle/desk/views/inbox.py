"""What is new, what needs me, what can wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from passerelle.casework import inbox as casework
from passerelle.casework.inbox import Outcome, Tab
from passerelle.desk.door import Visit, screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

EACH = "each"
TABS = {
    Tab.SERVICE: _("My service"),
    Tab.MINE: _("Mine"),
    Tab.UNASSIGNED: _("Unassigned"),
    Tab.DONE: _("Done"),
}


@dataclass(frozen=True, slots=True)
class TabShown:
    """A tab as the page draws it."""

    label: Promise
    href: str
    current: bool
    count: int | None


@screen("desk:inbox")
@require_safe
def inbox(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rows of a tab; the tab is in the address, so that the view can be sent to a colleague."""
    tab = _tab(request.GET.get("tab", ""))
    page = casework.inbox(visit.env, visit.reading, tab)
    context: dict[str, Any] = {
        "page": page,
        "tabs": _tabs(tab, page.total),
        "now": visit.env.now(),
        "handling": EACH,
    }
    return render(request, "desk/inbox.html", context)


@screen("desk:inbox-waiting", rests=True)
@require_safe
def inbox_waiting(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How many rows arrived since the page was made; it changes nothing on the page but a bar."""
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return render(request, "desk/parts/live_bar.html", {"number": 0})
    number = casework.newer_than(visit.env, visit.reading, since)
    return render(request, "desk/parts/live_bar.html", {"number": number, "tab": request.GET.get("tab", "")})


@screen("desk:notice-act")
@require_POST
def notice_act(request: HttpRequest, visit: Visit, notice: str) -> HttpResponse:
    """The row is taken, confirmed, rejected with a reason, or waits again."""
    reason = request.POST.get("reason", "")
    match request.POST.get("act"):
        case "take":
            casework.take(visit.env, visit.reading, notice)
        case "confirm":
            casework.decide_notice(visit.env, visit.reading, notice, outcome=Outcome.CONFIRMED, reason=reason)
        case "reject":
            casework.decide_notice(visit.env, visit.reading, notice, outcome=Outcome.REJECTED, reason=reason)
        case "undo":
            casework.undo_decision(visit.env, visit.reading, notice)
        case _:
            pass
    tab = _tab(request.POST.get("tab", ""))
    return redirect(f"{reverse('desk:inbox')}?{urlencode({'tab': tab})}")


def _tab(name: str) -> Tab:
    return Tab(name) if name in set(Tab) else Tab.SERVICE


def _tabs(current: Tab, total: int) -> list[TabShown]:
    return [
        TabShown(label, f"?tab={tab}", tab is current, total if tab is current else None)
        for tab, label in TABS.items()
    ]
