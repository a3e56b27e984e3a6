"""The one gate before every screen: who is it, may they, for what, and why.

A view behind it receives a `Visit`; there is no other way to an `Access`, and
without an `Access` casework shows nothing (rule 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, cast

from django.shortcuts import redirect

from passerelle.casework import people
from passerelle.casework.access import AbsentError, Access, ReasonRequiredError, open_access
from passerelle.core.permission import Denied, Granted, permission
from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import way_in
from passerelle.desk.installation import installation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from passerelle.casework.people import Duty, OfficerView
    from passerelle.core.env import Env
    from passerelle.core.role import Role
    from passerelle.desk.preference import Preference

P = ParamSpec("P")

OFFICER = "officer"
CASE = "case"
CASE_REASON = "case_reason"

SCREENS: dict[str, Callable[..., HttpResponse]] = {}


class DeskRequest(Protocol):
    """What the middleware has put on a request."""

    env: Env
    preference: Preference
    visit: Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who is here, and under which reference; `access` is None until a purpose is given."""

    env: Env
    officer: OfficerView
    duty: Duty | None
    access: Access | None

    @property
    def reading(self) -> Access:
        """The access under which data may be read; raises ReasonRequiredError when there is none."""
        if self.access is None:
            raise ReasonRequiredError
        return self.access

    def may_use(self, route: str) -> bool:
        """True when the officer's role has the route."""
        match permission(route, self.officer.role):
            case Granted():
                return True
            case Denied():
                return False


if TYPE_CHECKING:
    Behind = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]
    InFront = Callable[Concatenate[HttpRequest, P], HttpResponse]


class RouteRefusedError(AbsentError):
    """The officer's role does not include this screen; nothing was read."""

    def __init__(self, role: Role) -> None:
        super().__init__("screen for your role")
        self.role = role


def screen(route: str, *, purpose: bool = True, rests: bool = False) -> Callable[[Behind[P]], InFront[P]]:
    """The view opens only to a signed-in officer whose role has the route.

    With `purpose`, only under a duty operation or a case. A view that `rests`
    is asked by the page itself and does not count as the officer's activity.
    """
    # What has no row in the permission table does not start.
    way_in(EntryKind.ROUTE, route)

    def behind(view: Behind[P]) -> InFront[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            visit = _visit(request)
            if visit is None:
                return redirect("desk:signed-out")
            if not visit.may_use(route):
                raise RouteRefusedError(visit.officer.role)
            cast("DeskRequest", request).visit = visit
            if not rests:
                request.session.set_expiry(installation().idle_minutes * 60)
            if purpose and visit.access is None:
                return redirect("desk:duty")
            return view(request, visit, *args, **kwargs)

        SCREENS[route] = guarded
        return guarded

    return behind


def open_screen(route: str) -> Callable[[InFront[P]], InFront[P]]:
    """The view is reached by anybody and shows no data."""
    way_in(EntryKind.ROUTE, route)

    def behind(view: InFront[P]) -> InFront[P]:
        SCREENS[route] = view
        return view

    return behind


def _visit(request: HttpRequest) -> Visit | None:
    env = cast("DeskRequest", request).env
    officer_id = request.session.get(OFFICER)
    if officer_id is None:
        return None
    try:
        officer = people.officer_view(env, officer_id)
    except AbsentError:
        # The account was closed since sign-in; it ends at the next request.
        request.session.flush()
        return None
    duty = people.current_duty(env, officer.id)
    return Visit(env=env, officer=officer, duty=duty, access=_access(request, env, officer, duty))


def _access(request: HttpRequest, env: Env, officer: OfficerView, duty: Duty | None) -> Access | None:
    case = request.session.get(CASE)
    if case is not None:
        try:
            return open_access(env, officer.id, case=case, reason=request.session.get(CASE_REASON, ""))
        except AbsentError:
            leave_case(request)
    if duty is None:
        return None
    return open_access(env, officer.id, duty=duty.id, reason=duty.reason)


def leave_case(request: HttpRequest) -> None:
    """The officer no longer reads under a case."""
    request.session.pop(CASE, None)
    request.session.pop(CASE_REASON, None)
