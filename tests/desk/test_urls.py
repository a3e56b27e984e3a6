from __future__ import annotations

from passerelle.desk.urls import urlpatterns


def test_an_address_holds_ids_alone() -> None:
    allowed = {
        "token",
        "name",
        "who",
        "notice",
        "case",
        "entity",
        "record",
        "agreement",
        "hold",
        "ledger",
        "freeze",
        "exhibit",
        "left",
        "right",
    }
    assert {name for one in urlpatterns for name in one.pattern.converters} <= allowed
