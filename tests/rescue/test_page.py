from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import sync_playwright
from tests.desk.served import ARGUMENTS, CHROMIUM
from tests.desk.test_browser import violations

from passerelle.rescue import page
from passerelle.rescue.call import Call, Way
from passerelle.rescue.centre import Centre
from passerelle.rescue.report import FIELDS, Report

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_every_language_says_everything() -> None:
    assert set(page.WORDS) >= {"en", "fr"}
    for language, words in page.WORDS.items():
        assert set(words) == set(page.WORDS["en"]), language
        assert all(words.values())


@pytest.mark.parametrize("language", sorted(page.WORDS))
def test_the_form_has_six_fields_and_needs_none(language: str) -> None:
    text = page.form(language)
    assert [name for name in FIELDS if f'name="{name}"' in text] == list(FIELDS)
    assert "required" not in text
    assert text.count(" name=") == len(FIELDS) + 1  # and the viewport
    for asked in ("nationality", "status", "nationalité", "statut"):
        assert asked not in text.lower()


def test_the_standing_of_a_call_tells_nothing_that_was_said_in_it() -> None:
    call = Call(
        id="a" * 32,
        key="b" * 32,
        report=Report(position="51 N 1 E", contact="+999100200300", text="<b>"),
        raised_at=AT,
        ways=[Way(centre="<North>", channel="https", sent_at=AT), Way(centre="", channel="paper")],
    )
    told = (Centre(name="<North>", telephone="+000"),)
    text = page.standing("en", call, told)
    assert "999100200300" not in text
    assert "51 N" not in text
    assert call.key not in text
    assert "&lt;North&gt;" in text
    assert page.WORDS["en"]["again"] in text
    call.escalated_at.append(AT)
    assert page.WORDS["en"]["escalated"] in page.standing("en", call, told)
    call.acknowledge("<i>North", AT)
    text = page.standing("fr", call, told)
    assert "&lt;i&gt;North" in text
    assert page.WORDS["fr"]["again"] not in text


@pytest.mark.browser
@pytest.mark.processes
@pytest.mark.skipif(not CHROMIUM, reason="needs the system's chromium: scripts/install_test_system.sh")
def test_axe_finds_nothing_on_any_page_in_any_language_or_theme() -> None:
    call = Call(
        id="a" * 32,
        key="b" * 32,
        report=Report(),
        raised_at=AT,
        escalated_at=[AT],
        ways=[Way(centre="North", channel="https", sent_at=AT), Way(centre="", channel="paper")],
    )
    told = (Centre(name="North", telephone="+000"),)
    faults = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for theme in ("light", "dark"):
            # The narrowest screen that the rules know (WCAG 2.2, 1.4.10).
            shown = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=theme)
            for language in page.WORDS:
                for content in (
                    page.form(language),
                    page.standing(language, call, told),
                    page.taking(language, "/x"),
                    page.notice(language, "thanks"),
                ):
                    shown.set_content(content)
                    faults += violations(shown)
                    assert shown.evaluate("document.documentElement.scrollWidth") <= 320
        browser.close()
    assert faults == []
