from __future__ import annotations

import http.client
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from passerelle.rescue.centre import Centre
from passerelle.rescue.instant import now, token
from passerelle.rescue.server import LARGEST, Server
from passerelle.rescue.settings import Settings
from passerelle.rescue.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rescue.conftest import CentreServer


@pytest.fixture
def server(tmp_path: Path, centre: CentreServer) -> Iterator[Server]:
    settings = Settings(centres=(Centre(name="North", https=centre.address),), public="http://node.invalid")
    found = Server("127.0.0.1", 0, Watch(tmp_path, settings, now, token))
    threading.Thread(target=found.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()
    found.watch.close()


def asked(
    server: Server, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, str, http.client.HTTPMessage]:
    line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    reply = line.getresponse()
    said = reply.read().decode()
    line.close()
    return reply.status, said, reply.headers


def test_the_form_opens_in_the_language_of_whoever_asks(server: Server) -> None:
    assert 'lang="fr"' in asked(server, "GET", "/", Accept_Language="fr-BE,fr;q=0.9")[1]
    assert '<html lang="en"' in asked(server, "GET", "/", Accept_Language="ps")[1]
    status, text, headers = asked(server, "GET", "/?lang=fr")
    assert (status, "Set-Cookie" in headers) == (200, False)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "<script" not in text


def test_a_form_that_is_sent_reaches_the_centre_and_the_centre_answers(
    server: Server, centre: CentreServer
) -> None:
    status, _, headers = asked(server, "POST", "/", urlencode({"people": "12", "text": "à l'eau"}).encode())
    assert status == 303
    assert centre.arrived.wait(10)
    assert (centre.taken[0]["people"], centre.taken[0]["text"]) == ("12", "à l'eau")
    place = headers["Location"]
    assert "People" not in place
    assert "Load again" in asked(server, "GET", place)[1]
    there = str(centre.taken[0]["acknowledge"]).removeprefix("http://node.invalid")
    assert "We have this call in hand" in asked(server, "GET", there)[1]
    assert "Load again" in asked(server, "GET", place)[1]
    assert asked(server, "POST", there, b"who=North%2C+Mira")[0] == 200
    assert "by North, Mira" in asked(server, "GET", place)[1]


@pytest.mark.parametrize(
    ("body", "length"),
    [
        (b"", None),
        (b"people=" + b"x" * (LARGEST * 2), None),
        (b"\xff\xfe=&&&=%ff", None),
        (b"&".join(b"a=1" for _ in range(100)), None),
        (b"people=1", "many"),
    ],
    ids=["empty", "endless", "no-text", "a-hundred-fields", "no-length"],
)
def test_no_form_is_refused(server: Server, centre: CentreServer, body: bytes, length: str | None) -> None:
    headers = {"Content_Length": length} if length else {}
    assert asked(server, "POST", "/", body[:LARGEST] if length is None else body, **headers)[0] == 303
    assert centre.arrived.wait(10)


@pytest.mark.parametrize("path", ["/elsewhere", "/call/0", "/call", "/acknowledge/1/2/3"])
def test_what_is_not_there_points_to_the_form(server: Server, path: str) -> None:
    status, text, _ = asked(server, "GET", path)
    assert (status, 'href="/?lang=en"' in text) == (404, True)
    assert asked(server, "POST", path)[0] == 404


def test_a_wrong_key_acknowledges_nothing(server: Server) -> None:
    place = asked(server, "POST", "/")[2]["Location"]
    call_id = place.split("/")[2].split("?")[0]
    status, text, _ = asked(server, "POST", f"/acknowledge/{call_id}/{'0' * 32}", b"who=x")
    assert (status, "Thank you" in text) == (404, False)
    assert "Load again" in asked(server, "GET", place)[1]
