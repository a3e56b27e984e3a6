"""Language, theme and keys of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from passerelle.casework import people
from passerelle.desk.door import OFFICER, DeskRequest, Visit, open_screen, screen
from passerelle.desk.forms.preference import PreferenceForm
from passerelle.desk.preference import remember

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@screen("desk:profile", purpose=False)
@require_safe
def profile(request: HttpRequest, _visit: Visit) -> HttpResponse:
    """What the person chose, to change it."""
    chosen = cast("DeskRequest", request).preference
    initial = {"language": chosen.language, "theme": chosen.theme, "keys": chosen.keys}
    return render(request, "desk/profile.html", {"form": PreferenceForm(initial=initial)})


@open_screen("desk:preferences")
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """The browser keeps the choice; a signed-in officer's language and theme are kept on the node too."""
    form = PreferenceForm(request.POST)
    back = request.POST.get("back", "")
    # Only a path of this desk is followed.
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    response = redirect(back or "desk:profile")
    if form.is_valid():
        remember(response, form.preference)
        officer = request.session.get(OFFICER)
        if officer is not None:
            env = cast("DeskRequest", request).env
            people.set_preferences(
                env, officer, language=form.preference.language, theme=form.preference.theme
            )
    return response
