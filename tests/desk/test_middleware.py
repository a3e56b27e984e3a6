from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from tests.desk.conftest import Person

FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "data:", "blob:", "http:", "https:", "*")


@pytest.mark.parametrize("where", ["/signed-out", "/inbox", "/nowhere", "/entities/0"])
def test_every_answer_carries_the_strict_policy(ana: Person, where: str) -> None:
    headers = ana.browser.get(where).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "require-trusted-types-for 'script'" in policy
    assert [word for word in FORBIDDEN if word in policy] == []
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(story: object, besa: Client) -> None:
    for where in ("/inbox", "/cases", "/search", "/partners", "/agreements", "/profile", "/duty"):
        page = besa.get(where).content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert " on" not in {part[:3] for part in page.split("<button")[1:]}
        assert page.count("<script") == 1
        assert "defer></script>" in page


def test_every_cookie_carries_its_node_and_its_flags(ana: Person) -> None:
    ana.browser.get("/profile")
    cookies = ana.browser.cookies
    assert {name.rpartition("-")[2] for name in cookies} == {"session", "form", "look"}
    for name, cookie in cookies.items():
        assert name.startswith("passerelle-")
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"


def test_the_language_of_the_preference_is_spoken(browser: Client) -> None:
    browser.post("/preferences", {"language": "fr", "theme": "dark", "keys": "all", "back": "/signed-out"})
    answer = browser.get("/signed-out")
    assert answer.headers["Content-Language"] == "fr"
    assert "pas connecté" in answer.content.decode()
    assert 'data-theme="dark"' in answer.content.decode()
