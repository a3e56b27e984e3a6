from __future__ import annotations

from email import message_from_bytes
from typing import TYPE_CHECKING

import pytest

from passerelle.rescue.centre import Centre
from passerelle.rescue.channel import Failed, Sent, by_https, by_mail, on_paper
from passerelle.rescue.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rescue.conftest import CentreServer, Relay


def test_a_centre_takes_a_call_and_may_answer_at_once(centre: CentreServer) -> None:
    to = Centre(name="Coast", https=centre.address)
    assert by_https(Settings(), to, {"text": "two boats"}) == Sent("")
    centre.reply = {"acknowledged_by": "Coast, watch officer"}
    assert by_https(Settings(), to, {"text": "two boats"}) == Sent("Coast, watch officer")
    assert [one["text"] for one in centre.taken] == ["two boats", "two boats"]


def test_a_machine_that_refuses_has_not_taken_it(centre: CentreServer) -> None:
    centre.status = 503
    assert by_https(Settings(), Centre(name="Coast", https=centre.address), {}) == Failed("status 503")


@pytest.mark.parametrize(
    "address", ["http://centre.invalid/", "ftp://localhost/", "https://127.0.0.1:1/", "https://[broken", ""]
)
def test_what_cannot_be_reached_fails_with_a_reason(address: str) -> None:
    assert isinstance(by_https(Settings(), Centre(name="Coast", https=address), {}), Failed)


def test_a_relay_takes_a_letter_whose_headers_tell_nothing(relay: Relay) -> None:
    settings = Settings(relay=("127.0.0.1", relay.port))
    to = Centre(name="Coast", mail="watch@coast.invalid")
    assert by_mail(settings, to, "DISTRESS 1234", "À 3 milles, قارب\n") == Sent()
    letter = message_from_bytes(relay.letters[0])
    assert (letter["To"], letter["Subject"]) == ("watch@coast.invalid", "DISTRESS 1234")
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "قارب" in payload.decode()


def test_no_relay_is_a_reason_and_a_wrong_address_too(relay: Relay) -> None:
    to = Centre(name="Coast", mail="watch@coast.invalid")
    assert by_mail(Settings(), to, "s", "t") == Failed("no relay of mail is set")
    assert isinstance(by_mail(Settings(relay=("127.0.0.1", 1)), to, "s", "t"), Failed)
    bent = Centre(name="Coast", mail="a@b.invalid\nBcc: c@d.invalid")
    assert isinstance(by_mail(Settings(relay=("127.0.0.1", relay.port)), bent, "s", "t"), Failed)


def test_a_page_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert on_paper(tmp_path / "printed", "1", "help") == Sent()
    page = tmp_path / "printed" / "1.txt"
    assert (page.read_text(), page.stat().st_mode & 0o777) == ("help", 0o600)
    (tmp_path / "file").write_text("")
    assert isinstance(on_paper(tmp_path / "file", "1", "help"), Failed)
