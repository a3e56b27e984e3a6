from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import sync_playwright
from tests.casework.ledger_world import MAPPING, table
from tests.desk.screens import SUPERVISING, checked, enter, found, press, preview, screens
from tests.desk.served import ARGUMENTS, CHROMIUM, serve
from tests.desk.story import tell

from passerelle.casework import flagging, ledgers
from passerelle.casework.resolving import judge_pair
from passerelle.core.subject import SubjectCategory
from passerelle.desk.words.document import SPECIMEN
from passerelle.matching.judgement import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from tests.desk.story import Story
    from tests.simulator.env import SeededEnv

# The file as its makers publish it; tests/desk/vendor/README.md says which.
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Those of axe's rules under these tags that look at colours.
COLOUR = ["color-contrast", "link-in-text-block"]
# Those that may tell one language from another on the same page: names, lengths, and what is declared.
WORDED = [
    "aria-command-name",
    "aria-input-field-name",
    "button-name",
    "document-title",
    "html-has-lang",
    "html-lang-valid",
    "label",
    "label-content-name-mismatch",
    "link-name",
    "select-name",
    "target-size",
    "valid-lang",
]
THEMES = ("light", "dark")
SOAK = bool(os.environ.get("PASSERELLE_SOAK"))
STYLES = Path(__file__).parents[2] / "web" / "css"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="needs the system's chromium: scripts/install_test_system.sh"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # The driver keeps an event loop in this thread; the tests' own queries are plain ones.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    # The policy of the page stays as served; axe is brought in by the driver, past the policy.
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def story(new_module_env: Callable[[int], SeededEnv]) -> Story:
    """One story for the module: its tests look, and change nothing but their own session, save the last."""
    told = tell(new_module_env)
    access = told.oberland.access()
    told.share_a_phone()
    told.examine_documents()
    pair = (told.supplier, told.namesake)
    judge_pair(told.env, access, *pair, verdict=Verdict.DIFFERENT, reason="two men at one counter")
    ledger = ledgers.keep_exhibit(
        told.env, access, name="Statement of March", data=table(), category=SubjectCategory.CONTACT
    )
    ledgers.read_lines(told.env, access, ledger, MAPPING)
    flagging.ask_red_flags(told.env, access)
    assert told.request
    return told


@pytest.fixture(scope="module")
def address(story: Story) -> Iterator[str]:
    with serve(story.env) as where:
        yield where


def violations(page: Page, **wanted: list[str]) -> list[str]:
    """What axe finds on the page as it is now, by these tags or these rules."""
    ((kind, values),) = wanted.items() or {"tag": TAGS}.items()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = json.dumps({"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options}).then(one => one.violations)")
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def in_each_theme(page: Page, language: str = "en") -> list[str]:
    """What axe finds on the page in each theme: the theme is an attribute of the page, as served.

    After the first theme the rules about colour are enough (`test_a_theme_is_colours_alone`), and after
    the first language those about words: the page is the same one. The long form asks all of them.
    """
    if language != "en" and not SOAK:
        return violations(page, rule=WORDED)
    found = []
    for theme in THEMES:
        # A colour on its way from one theme to the other is in neither.
        page.evaluate(
            """theme => {
            document.documentElement.dataset.theme = theme;
            document.getAnimations().forEach(one => one.finish());
        }""",
            theme,
        )
        rules = {"rule": COLOUR} if theme != THEMES[0] else {"tag": TAGS}
        found += [f"{theme}: {one}" for one in violations(page, **rules)]
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_on_any_screen_in_any_theme(
    page: Page, address: str, story: Story, database_kind: str, language: str
) -> None:
    if database_kind != "sqlite":
        pytest.skip("a page is the same on both databases, and the pass on SQLite looked at every one")
    enter(page, address, story, language=language, theme=THEMES[0])
    faults = {}
    for name, path in screens(story).items():
        page.goto(f"{address}{path}")
        faults[name] = in_each_theme(page, language)
    preview(page, address, story)
    faults["preview"] = in_each_theme(page, language)
    found(page, address)
    faults["found"] = in_each_theme(page, language)
    checked(page, address, SPECIMEN.replace("C36UTO", "C37UT0"))
    faults["checked"] = in_each_theme(page, language)
    enter(page, address, story, story.farid, language=language, theme=THEMES[0])
    for name, path in SUPERVISING.items():
        page.goto(f"{address}{path}")
        faults[name] = in_each_theme(page, language)
    assert {name: one for name, one in faults.items() if one} == {}


def test_a_theme_is_colours_alone() -> None:
    styles = "".join(one.read_text(encoding="utf-8") for one in sorted(STYLES.glob("*.css")))
    themed = re.findall(r"[^{}]*data-theme[^{}]*\{([^{}]*)\}", styles)
    named = {line.split(":")[0].strip() for rule in themed for line in rule.split(";") if line.strip()}
    assert "color-scheme" in named
    assert {name for name in named if not name.startswith("--")} == {"color-scheme"}
    assert "prefers-color-scheme" not in styles


def test_the_rules_about_words_are_rules_of_axe(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    known = page.evaluate("axe.getRules().map(one => one.ruleId)")
    assert set(WORDED) - set(known) == set()


def test_the_rules_about_colour_are_those_that_axe_names_so(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = page.evaluate("tags => axe.getRules(tags)", TAGS)
    assert sorted(one["ruleId"] for one in rules if "cat.color" in one["tags"]) == COLOUR


@pytest.mark.parametrize("wanted", [{"tag": TAGS}, {"rule": COLOUR}], ids=["every rule", "colour"])
def test_axe_is_seen_to_find_a_colour_that_is_too_pale(page: Page, wanted: dict[str, list[str]]) -> None:
    page.set_content("<html lang=en><title>x</title><main><p style='color:#ccc'>pale</p></main>")
    assert [one.split(":")[0] for one in violations(page, **wanted)] == ["color-contrast"]


def test_the_dark_theme_is_another_look(page: Page, address: str, story: Story) -> None:
    enter(page, address, story, theme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_axe_is_seen_to_find_something(page: Page) -> None:
    page.set_content("<html lang=en><title>x</title><main><img src=x></main>")
    assert violations(page) != []


def test_nothing_breaks_the_policy_and_nothing_comes_from_outside(
    page: Page, address: str, story: Story
) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    enter(page, address, story)
    for name, path in screens(story).items():
        if name != "fault":
            page.goto(f"{address}{path}")
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_letters_work_only_after_they_were_turned_on(page: Page, address: str, story: Story) -> None:
    enter(page, address, story)
    page.goto(f"{address}/inbox")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.keyboard.press("j")
    assert page.url == f"{address}/inbox"
    assert page.locator(".chosen").count() == 0
    page.goto(f"{address}/profile")
    page.locator("#id_keys_2").check()
    with page.expect_navigation():
        page.locator("main form button.primary").click()
    page.goto(f"{address}/inbox")
    page.keyboard.press("j")
    assert page.locator(".chosen").count() == 1
    with page.expect_navigation():
        page.keyboard.press("g")
        page.keyboard.press("p")
    assert page.url == f"{address}/partners"


def test_the_question_mark_opens_the_list_of_keys_and_the_slash_the_search(
    page: Page, address: str, story: Story
) -> None:
    enter(page, address, story)
    page.goto(f"{address}/partners")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"


def test_a_bar_announces_what_is_new_and_no_row_moves(page: Page, address: str, story: Story) -> None:
    enter(page, address, story)
    page.goto(f"{address}/inbox")
    rows = page.locator("[data-row]").count()
    page.evaluate(
        """() => {
        const bar = document.querySelector('.live-bar');
        htmx.ajax('GET', '/inbox/waiting?since=2026-01-01T00:00:00%2B00:00&tab=service', {target: bar});
    }"""
    )
    page.locator(".live-bar a").wait_for()
    assert "4 new" in page.locator(".live-bar").inner_text()
    assert page.locator("[data-row]").count() == rows


def test_a_document_is_checked_from_the_keyboard_on_a_small_screen(
    chromium: Browser, address: str, story: Story
) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        enter(page, address, story)
        page.goto(f"{address}/documents/check")
        assert page.evaluate("document.activeElement.id") == "id_zone"
        first, second = SPECIMEN.split("\n")
        page.keyboard.type("abc")
        page.keyboard.press("Escape")
        assert page.input_value("#id_zone") == ""
        # Enter after the first line begins the second; after the second it checks.
        page.keyboard.type(first)
        page.keyboard.press("Enter")
        page.keyboard.type(second)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("#answer").inner_text().strip() == "consistent"
        assert page.url == f"{address}/documents/check"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("#answer").bounding_box()["y"] < 640  # type: ignore[index]


def test_a_request_is_answered_before_its_clock_runs_out(page: Page, address: str, story: Story) -> None:
    enter(page, address, story)
    page.goto(f"{address}/requests")
    row = page.locator("tbody tr").first
    assert "in time" in row.inner_text()
    with page.expect_navigation():
        row.locator("a").click()
    page.locator("label", has_text="Telephone").first.click()
    page.select_option("#id_part-1", "not-available")
    page.locator("#id_europol_1").check()
    page.fill("#id_europol_reason", "one State alone")
    page.fill("#id_reason", "asked tonight")
    press(page, "section[aria-labelledby=answer] button.primary")
    assert "Answered in part" in page.locator(".lead").inner_text()
    clock = page.locator("section[aria-labelledby=clock] tbody tr").inner_text()
    assert clock.endswith("in time")
    page.goto(f"{address}/requests")
    assert page.locator("tbody tr").count() == 0


OWN = "FR7630006000011234567890189"
STATEMENT = f"""Relevé de compte;;;
IBAN;{OWN};;

Date;Autre compte;Débit (EUR);Crédit (EUR);Solde
03/04/2031;KEEPER;1 200,50;;800,00
14/04/2031;PAYER 1;;200,00;1 000,00
15/04/2031;PAYER 2;;300,00;1 300,00
15/04/2031;PAYER 2;;300,00;1 300,00
soon;PAYER 2;;5,00;1 305,00
"""
LATER = f"""Relevé de compte;;;
IBAN;{OWN};;

Date;Autre compte;Débit (EUR);Crédit (EUR);Solde
02/05/2031;KEEPER;500,00;;805,00
"""
MESSAGE = """:20:X
:25:KEEPER
:28C:1
:60F:C310403EUR0,00
:61:3104030403C1200,50NTRFREF1
:61:3104040404D1150,00NTRFREF2
:86:?31CASH DESK
:62F:C310404EUR50,50
-
"""


def folder(room: Path) -> list[Path]:
    files = {
        "april.csv": STATEMENT.encode("cp1252"),
        "may.csv": LATER.encode("utf-16"),
        "c.sta": MESSAGE.encode(),
    }
    for name, data in files.items():
        (room / name).write_bytes(data)
    return [room / name for name in files]


def taken(page: Page, button: str) -> bytes:
    """The file that pressing the button gives."""
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_bytes()


def add(page: Page, address: str, case: str, files: list[Path]) -> None:
    page.goto(f"{address}/cases/{case}/money/add")
    page.set_input_files("#id_file", files)
    page.fill("#id_name", "Statements")
    page.select_option("#id_category", "contact")
    press(page)


def report(page: Page) -> bytes:
    """The report to a unit, of what is selected."""
    page.locator("[aria-labelledby=export] details summary").first.click()
    said = {"entity_id": "7", "user_code": "OBER", "country": "FR", "indicators": "STRUC"}
    for name, value in {**said, "reason": "many pay one account", "action": "none yet"}.items():
        page.fill(f"[aria-labelledby=export] [name={name}]", value)
    return taken(page, "[aria-labelledby=export] details form button")


def test_an_investigator_goes_from_a_folder_of_statements_to_a_chart_a_table_and_a_report(
    page: Page, address: str, story: Story, database_kind: str, tmp_path: Path
) -> None:
    if database_kind != "sqlite":
        pytest.skip("a page is the same on both databases, and the pass on SQLite looked at every one")
    enter(page, address, story)
    april, may, message = folder(tmp_path)
    # The first table is mapped by a person; the message needs nothing, and the next table is known.
    add(page, address, story.case, [april, message])
    assert page.input_value("#id_header") == "4"
    assert page.input_value("#id_account") == OWN
    assert page.input_value("#id_debit") == "Débit (EUR)"
    assert violations(page) == []
    page.select_option("#id_target", "Autre compte")
    press(page, "main button.primary")
    add(page, address, story.case, [may])
    assert page.url.endswith("/money"), page.inner_text("main")
    assert "comes twice" in (page.text_content("[aria-labelledby=ledgers]") or "")
    # A chart, whose bar and stream are a selection of months and table too.
    assert page.locator("[aria-labelledby=flows] svg path").count() >= 4
    press(page, "[aria-labelledby=flows] svg a:has(text:text('KEEPER'))")
    assert page.locator("[name=line]").count() == 4
    table = taken(page, "[aria-labelledby=export] button[value=csv]").decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sorted(row["amount"] for row in rows) == ["1150.00", "1200.50", "1200.50", "500.00"]
    assert all(row["sha256"] and row["line"] for row in rows)
    assert taken(page, "[aria-labelledby=export] button[value=pdf]").startswith(b"%PDF-")
    assert len(fromstring(report(page)).findall("transaction")) == 4
    # A conclusion stays in the case, with the transfers that were ticked.
    page.locator("[name=line]").first.check()
    page.locator("[aria-labelledby=transfers] details summary").first.click()
    page.select_option("#id_kind", "conclusion")
    page.fill("#id_text", "The keeper keeps nothing.")
    press(page, "[aria-labelledby=transfers] details button.primary")
    assert "The keeper keeps nothing." in page.inner_text("[aria-labelledby=notes]")
