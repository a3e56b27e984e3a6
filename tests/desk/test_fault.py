from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from passerelle.casework import inbox
from passerelle.casework.access import AbsentError
from passerelle.casework.people import LinkError
from passerelle.desk.fault import UNEXPECTED, fault_of

if TYPE_CHECKING:
    from tests.desk.conftest import Person

CANARY = "Canary Lantern"


@pytest.mark.parametrize(
    ("error", "status"),
    [(AbsentError("case"), 404), (LinkError(), 410), (ValueError(), 500)],
    ids=["absent", "link", "unexpected"],
)
def test_each_error_has_its_status(error: Exception, status: int) -> None:
    assert fault_of(error).status == status


def test_the_page_and_the_log_share_a_reference_and_no_value(
    ana: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(inbox, "inbox", broken)
    with caplog.at_level(logging.DEBUG):
        answer = ana.browser.get("/inbox")
    page = answer.content.decode()
    assert answer.status_code == UNEXPECTED.status
    (line,) = [one.getMessage() for one in caplog.records if one.name == "passerelle.desk"]
    reference = line.split()[1].rstrip(":")
    assert f"<code>{reference}</code>" in page
    assert "RuntimeError broken:" in line
    assert CANARY not in page
    assert CANARY not in line


def test_a_case_of_others_and_no_case_give_the_same_page(ana: Person) -> None:
    first, second = (ana.browser.get(f"/cases/{one * 32}/enter") for one in "ab")
    assert (first.status_code, second.status_code) == (404, 404)
