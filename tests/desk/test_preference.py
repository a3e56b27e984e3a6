from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest

from passerelle.desk.preference import Keys, Preference, Theme, preference_of


def asked(cookie: str) -> Preference:
    request = HttpRequest()
    request.COOKIES[settings.PREFERENCE_COOKIE_NAME] = cookie
    return preference_of(request)


def test_letters_do_nothing_until_somebody_turns_them_on() -> None:
    assert asked("").keys is Keys.SOME


def test_a_choice_is_read_back() -> None:
    assert asked("fr.contrast.all") == Preference("fr", Theme.CONTRAST, Keys.ALL)


@pytest.mark.parametrize("cookie", ["", "...", "xx.pink.every", "<b>.<b>.<b>", "fr", "a.b.c.d.e"])
def test_an_unknown_part_falls_back(cookie: str) -> None:
    choice = asked(cookie)
    assert choice.language in {"en", "fr"}
    assert (choice.theme, choice.keys) == (Theme.AUTO, Keys.SOME)
