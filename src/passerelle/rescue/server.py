"""The form on the network: a small server of its own, without the web framework, the database or a sign-in.

Anybody who reaches it may call for help. It reads at most 64 KiB, answers
without a cookie, and writes no request to a log.
"""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from passerelle.rescue import page
from passerelle.rescue.report import report

if TYPE_CHECKING:
    from passerelle.rescue.watch import Watch

LARGEST = 1 << 16
SECONDS = 30
LONGEST_NAME = 200
FIELDS_MOST = 32


class Server(ThreadingHTTPServer):
    """The form, the standing of each call, and the acknowledgement of a centre."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, host: str, port: int, watch: Watch) -> None:
        self.watch = watch
        super().__init__((host, port), Handler)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    timeout = SECONDS
    server_version = "distress"
    sys_version = ""

    def do_GET(self) -> None:
        """Show the form, the standing of a call, or the button of a centre."""
        match self._parts():
            case []:
                self._say(HTTPStatus.OK, page.form(self._language()))
            case ["call", call_id] if call_id in self.server.watch.calls:
                call = self.server.watch.calls[call_id]
                self._say(HTTPStatus.OK, page.standing(self._language(), call, self.server.watch.told(call)))
            case ["acknowledge", _, _]:
                self._say(HTTPStatus.OK, page.taking(self._language(), self._path()))
            case _:
                self._say(HTTPStatus.NOT_FOUND, page.notice(self._language(), "absent"))

    def do_POST(self) -> None:
        """Send the call that stands in the form, or take a centre's acknowledgement."""
        said = self._said()
        match self._parts():
            case []:
                call = self.server.watch.raised(report(said))
                self.send_response(HTTPStatus.SEE_OTHER)
                self.send_header("Location", f"/call/{call.id}?lang={self._language()}")
                self.send_header("Content-Length", "0")
                self.end_headers()
            case ["acknowledge", call_id, key]:
                who = said.get("who", "").strip()[:LONGEST_NAME] or "-"
                done = self.server.watch.acknowledged(call_id, key, who)
                status = HTTPStatus.OK if done else HTTPStatus.NOT_FOUND
                self._say(status, page.notice(self._language(), "thanks" if done else "absent"))
            case _:
                self._say(HTTPStatus.NOT_FOUND, page.notice(self._language(), "absent"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Write nothing: an address of a call belongs to whoever sent it."""

    def _said(self) -> dict[str, str]:
        # What is longer is cut, not refused: half a call is better than none.
        length = self.headers.get("Content-Length", "0")
        size = min(int(length), LARGEST) if length.isascii() and length.isdigit() else 0
        self.close_connection = True
        data = self.rfile.read(size)
        text = data.decode("utf-8", errors="replace")
        try:
            found = parse_qs(text, keep_blank_values=True, max_num_fields=FIELDS_MOST)
        except ValueError:
            return {"text": text}
        return {name: values[0] for name, values in found.items()}

    def _path(self) -> str:
        return urlsplit(self.path).path

    def _parts(self) -> list[str]:
        return [part for part in self._path().split("/") if part]

    def _language(self) -> str:
        asked = parse_qs(urlsplit(self.path).query).get("lang", [""])[0]
        if asked in page.WORDS:
            return asked
        accepted = self.headers.get("Accept-Language", "")[:LONGEST_NAME].lower().split(",")
        codes = (one.split(";")[0].strip().split("-")[0] for one in accepted)
        return next((code for code in codes if code in page.WORDS), "en")

    def _say(self, status: HTTPStatus, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", page.POLICY),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
