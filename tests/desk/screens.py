"""Every screen of the story, and the way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.casework import people

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.desk.story import Story


def enter(
    page: Page, address: str, story: Story, officer: str = "", *, language: str = "en", theme: str = "light"
) -> None:
    """Besa, or another, is signed in and sees the desk in this language and theme; Besa works in the case."""
    page.goto(f"{address}/enter/{people.make_link(story.env, officer or story.oberland.officer)}")
    press(page)
    page.goto(f"{address}/profile")
    page.select_option("#id_language", language)
    page.select_option("#id_theme", theme)
    press(page)
    page.goto(f"{address}/duty")
    page.locator("#id_purpose_0").check()
    page.fill("#id_reason", "Night watch at Port-Lanterne")
    press(page)
    if officer:
        return
    page.goto(f"{address}/cases/{story.case}/enter")
    page.fill("#id_reason", "Who supplies the engines")
    press(page)


def press(page: Page, button: str = "main form button.primary") -> None:
    """The button is pressed, and the page it leads to is there."""
    with page.expect_navigation():
        page.locator(button).click()


def screens(story: Story) -> dict[str, str]:
    """The address of each screen that Besa reaches, by its name."""
    return {
        "sign-in": f"/enter/{people.make_link(story.env, story.oberland.officer)}",
        "signed-out": "/signed-out",
        "duty": "/duty",
        "profile": "/profile",
        "inbox": "/inbox",
        "inbox-done": "/inbox?tab=done",
        "conversation": f"/inbox/{story.hit}/conversation",
        "cases": "/cases",
        "case-enter": f"/cases/{story.case}/enter",
        "case": f"/cases/{story.case}",
        "money": f"/cases/{story.case}/money",
        "ledger-add": f"/cases/{story.case}/money/add",
        "money-papers": f"/cases/{story.case}/money/papers",
        "money-trace": f"/cases/{story.case}/money/trace",
        "money-rules": f"/cases/{story.case}/money/rules",
        "entity": f"/entities/{story.supplier}",
        "group": f"/groups/{story.group}",
        "resolution": f"/entities/{story.supplier}/same",
        "pair": f"/entities/{story.supplier}/same/{story.namesake}",
        "pair-undo": f"/entities/{story.supplier}/same/{story.namesake}/undo",
        "release": f"/entities/{story.supplier}/release",
        "recall": f"/records/{story.phone_record}",
        "requests": "/requests",
        "request": f"/requests/{story.request}",
        "request-new": "/requests/new",
        "liaison": "/liaison",
        "search": "/search",
        "document": "/documents/check",
        "series": "/documents/series",
        **({"exhibit": f"/exhibits/{story.exhibit}"} if story.exhibit else {}),
        "partners": "/partners",
        "agreements": "/agreements",
        "agreement": f"/agreements/{story.agreement}",
        "fault": "/entities/0000",
    }


# What Farid reaches, as data protection.
SUPERVISING = {"journal": "/journal", "objections": "/documents/objections"}


def preview(page: Page, address: str, story: Story) -> None:
    """The preview of a release is shown."""
    page.goto(f"{address}/entities/{story.supplier}/release")
    press(page)


def checked(page: Page, address: str, zone: str) -> None:
    """The answer of a document check is shown."""
    page.goto(f"{address}/documents/check")
    page.fill("#id_zone", zone)
    press(page, ".check-form button.primary")


def found(page: Page, address: str) -> None:
    """The results of a search are shown."""
    page.goto(f"{address}/search")
    page.fill("#id_words", "Tallow")
    press(page)
