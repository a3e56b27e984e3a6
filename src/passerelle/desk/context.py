"""What every screen shows: node and service, person and purpose, handling, menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from passerelle.casework.witnessed import witnesses
from passerelle.desk.installation import installation
from passerelle.desk.preference import Preference

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from passerelle.desk.door import Visit


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One way from the menu; `key` follows `g` for those who turned letters on."""

    route: str
    label: Promise
    icon: str
    key: str


MENU = (
    MenuEntry("desk:inbox", _("Inbox"), "inbox", "i"),
    MenuEntry("desk:cases", _("Cases"), "folder", "c"),
    MenuEntry("desk:requests", _("Requests"), "clock", "r"),
    MenuEntry("desk:liaison", _("Tonight"), "radio-tower", "t"),
    MenuEntry("desk:search", _("Search"), "search", "s"),
    MenuEntry("desk:document", _("Document check"), "id-card", "d"),
    MenuEntry("desk:partners", _("Partners"), "handshake", "p"),
    MenuEntry("desk:agreements", _("Agreements"), "scroll-text", "a"),
    MenuEntry("desk:identification", _("Identification"), "shield", "d"),
    MenuEntry("desk:objections", _("Objections"), "hand", "o"),
    MenuEntry("desk:journal", _("Journal"), "book-open-text", "j"),
)


@dataclass(frozen=True, slots=True)
class May:
    """What the officer's role may use, for a template to ask: `may.release`."""

    visit: Visit | None

    def __getitem__(self, route: str) -> bool:
        """True when the route of that name stands in the role's row."""
        return self.visit is not None and self.visit.may_use(f"desk:{route}")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame around a screen; before sign-in it names the node alone."""
    visit: Visit | None = getattr(request, "visit", None)
    preference: Preference = getattr(request, "preference", Preference("en"))
    return {
        "installation": installation(),
        "visit": visit,
        "preference": preference,
        "menu": [] if visit is None else [entry for entry in MENU if visit.may_use(entry.route)],
        "may": May(visit),
        "witnesses": None if visit is None else witnesses(visit.env),
    }
