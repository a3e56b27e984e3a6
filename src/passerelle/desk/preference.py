"""What a person chose for the eye and the hand: language, theme, keys.

Kept in a cookie of its own, because the page before sign-in is read too; it
names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language_from_request

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = 365 * 24 * 3600


class Theme(StrEnum):
    """How the screen looks; `auto` follows the machine."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Keys(StrEnum):
    """Which single keys do something (WCAG 2.1.4)."""

    NONE = "none"
    SOME = "some"  # the slash and the question mark alone
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Preference:
    """One person's choice on one machine."""

    language: str
    theme: Theme = Theme.AUTO
    keys: Keys = Keys.SOME


def preference_of(request: HttpRequest) -> Preference:
    """The choice in the cookie; each part that is absent or unknown falls back to its default."""
    language, theme, keys = [
        *request.COOKIES.get(settings.PREFERENCE_COOKIE_NAME, "").split("."),
        "",
        "",
        "",
    ][:3]
    return Preference(
        language=language if language in dict(settings.LANGUAGES) else get_language_from_request(request),
        theme=Theme(theme) if theme in set(Theme) else Theme.AUTO,
        keys=Keys(keys) if keys in set(Keys) else Keys.SOME,
    )


def remember(response: HttpResponse, preference: Preference) -> None:
    """The browser keeps the choice for a year."""
    response.set_cookie(
        settings.PREFERENCE_COOKIE_NAME,
        f"{preference.language}.{preference.theme}.{preference.keys}",
        max_age=YEAR,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
