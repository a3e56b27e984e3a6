"""The ways a call goes out: HTTPS, mail through a relay, and a printed page.

Each try ends by itself within seconds and says what came of it. A failure of
one way is nothing to another.
"""

from __future__ import annotations

import json
import smtplib
import ssl
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path
    from urllib.parse import SplitResult

    from passerelle.rescue.centre import Centre
    from passerelle.rescue.settings import Settings

SECONDS = 10
LARGEST_REPLY = 1 << 16
GOOD = range(200, 300)
LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Sent:
    """The centre's machine took it; whether a person has seen it is another question."""

    acknowledged_by: str = ""  # what the reply says, when a person or a duty system already answers


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not go out by this way."""

    why: str


def by_https(settings: Settings, centre: Centre, body: dict[str, object]) -> Sent | Failed:
    """The centre's address took the call as JSON; the plain scheme is for this machine alone."""
    try:
        address = urlsplit(centre.https)
        line = _line(settings, address)
        if line is None:
            return Failed("the address is not https")
        with closing(line):
            kind = {"Content-Type": "application/json"}
            line.request("POST", address.path or "/", json.dumps(body).encode(), kind)
            reply = line.getresponse()
            said = reply.read(LARGEST_REPLY)
    except (OSError, HTTPException, ValueError) as error:
        return Failed(type(error).__name__)
    return Sent(_acknowledged(said)) if reply.status in GOOD else Failed(f"status {reply.status}")


def by_mail(settings: Settings, centre: Centre, subject: str, text: str) -> Sent | Failed:
    """The relay took a letter for the centre; nothing of the report stands in a header."""
    if settings.relay is None:
        return Failed("no relay of mail is set")
    letter = EmailMessage()
    try:
        letter["From"], letter["To"], letter["Subject"] = settings.mail_from, centre.mail, subject
        letter["X-Priority"] = "1"
        letter.set_content(text)
        host, port = settings.relay
        with smtplib.SMTP(host, port, timeout=SECONDS) as relay:
            relay.send_message(letter)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        return Failed(type(error).__name__)
    return Sent()


def on_paper(folder: Path, name: str, text: str) -> Sent | Failed:
    """A page lies in the folder that a printer or a person empties."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        page = folder / f"{name}.txt"
        page.write_text(text, encoding="utf-8")
        page.chmod(0o600)
    except OSError as error:
        return Failed(type(error).__name__)
    return Sent()


def _line(settings: Settings, address: SplitResult) -> HTTPConnection | None:
    host = address.hostname or ""
    if address.scheme == "https":
        return HTTPSConnection(host, address.port, timeout=SECONDS, context=_trust(settings))
    if address.scheme == "http" and host in LOCAL:
        return HTTPConnection(host, address.port, timeout=SECONDS)
    return None


def _trust(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.authority:
        context.load_verify_locations(settings.authority)
    return context


def _acknowledged(said: bytes) -> str:
    try:
        reply = json.loads(said)
    except (ValueError, RecursionError):
        return ""
    who = reply.get("acknowledged_by") if isinstance(reply, dict) else None
    return who[:200] if isinstance(who, str) else ""
