from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import path

from passerelle.core.permission import ROUTES
from passerelle.desk.application import UnlistedRouteError, application, unlisted
from passerelle.desk.urls import urlpatterns

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def test_every_route_stands_in_the_table_and_behind_the_gate() -> None:
    assert unlisted(urlpatterns) == []
    assert application()


def test_a_route_that_is_not_in_the_table_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROUTES, "desk:cases")
    with pytest.raises(UnlistedRouteError, match="desk:cases is not in the permission table"):
        application()


def test_a_view_without_the_gate_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def naked(_request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    patterns = [path("cases", naked, name="cases") if one.name == "cases" else one for one in urlpatterns]
    assert unlisted(patterns) == ["route desk:cases does not stand behind the gate"]
