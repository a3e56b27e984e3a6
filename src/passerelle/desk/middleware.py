"""What surrounds every request: Env, language, security headers, and errors as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils import translation

from passerelle.desk.fault import fault_page
from passerelle.desk.installation import request_env
from passerelle.desk.preference import preference_of
from passerelle.desk.session import ALIAS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from passerelle.desk.door import DeskRequest

    Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types desk"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Nothing goes to another origin; `no-referrer` would also blank the Origin
    # of our own forms, which is what a forged form is told by.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def security_headers(answer: Answer) -> Answer:
    """Every response carries the headers; nothing is kept by the browser unless the view says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class Surroundings:
    """A request has its Env and its language; an error becomes a page with a reference number."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The view's response, in the reader's language."""
        here = cast("DeskRequest", request)
        here.env = request_env()
        here.preference = preference_of(request)
        alias = ALIAS.set(here.env.database)
        try:
            with translation.override(here.preference.language):
                response = self._answer(request)
        finally:
            ALIAS.reset(alias)
        response.headers["Content-Language"] = here.preference.language
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """What the person reads when something was refused or failed."""
        return fault_page(request, error)
