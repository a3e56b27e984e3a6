"""The desk as an ASGI application, once every route stands in the permission table and behind the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.asgi import get_asgi_application

from passerelle.core.permission import OPEN_ROUTES, ROUTES
from passerelle.desk.door import SCREENS
from passerelle.desk.urls import urlpatterns
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.handlers.asgi import ASGIHandler
    from django.urls import URLPattern


class UnlistedRouteError(PasserelleError):
    """A route and the permission table do not agree; the desk did not start."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(f"the desk does not start: {'; '.join(found)}")


def application() -> ASGIHandler:
    """What a server runs; raises UnlistedRouteError before it can answer anything."""
    found = unlisted(urlpatterns)
    if found:
        raise UnlistedRouteError(found)
    return get_asgi_application()


def unlisted(patterns: Iterable[URLPattern]) -> list[str]:
    """Routes without a row, rows without a route, views without the gate."""
    served = {f"desk:{pattern.name}": pattern.callback for pattern in patterns}
    rows = {name for name in (*OPEN_ROUTES, *ROUTES) if name.startswith("desk:")}
    found = [f"route {name} is not in the permission table" for name in sorted(served.keys() - rows)]
    found += [f"row {name} of the permission table has no route" for name in sorted(rows - served.keys())]
    found += [
        f"route {name} does not stand behind the gate"
        for name, view in sorted(served.items())
        if SCREENS.get(name) is not view
    ]
    return found
