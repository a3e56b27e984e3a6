"""Pictures of every screen, both languages, light and dark: `python -m scripts.screenshots FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelle.config.settings")
# A driver with an event loop of its own runs in this thread beside plain queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from playwright.sync_api import sync_playwright  # noqa: E402 - same
from tests.desk.screens import SUPERVISING, checked, enter, found, preview, screens  # noqa: E402 - same
from tests.desk.served import ARGUMENTS, CHROMIUM, serve  # noqa: E402 - same
from tests.desk.story import tell  # noqa: E402 - same
from tests.simulator.env import SeededEnv  # noqa: E402 - same

from passerelle.config import database  # noqa: E402 - same
from passerelle.desk.words.document import SPECIMEN  # noqa: E402 - same

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.desk.story import Story

WIDTH, HEIGHT = 1280, 800
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def main(folder: Path) -> None:
    """The folder holds one PNG per screen, language and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        story = tell(lambda seed: _world(Path(room), seed))
        story.examine_documents()
        with serve(story.env) as address:
            _take(folder, address, story)


def _world(room: Path, seed: int) -> SeededEnv:
    alias = f"pictures_{seed}"
    database.register(alias, database.sqlite(room / f"{alias}.db"))
    call_command("migrate", database=alias, verbosity=0)
    return SeededEnv(seed=seed, database=alias, folder=room / f"files{seed}", start=START)


def _take(folder: Path, address: str, story: Story) -> None:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for language in ("en", "fr"):
            for theme in ("light", "dark"):
                context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT})
                _each(context.new_page(), folder, address, story, language, theme)
                context.close()
        chromium.close()


def _each(page: Page, folder: Path, address: str, story: Story, language: str, theme: str) -> None:
    def picture(name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}-{language}-{theme}.png", full_page=True)

    enter(page, address, story, language=language, theme=theme)
    for name, path in screens(story).items():
        page.goto(f"{address}{path}")
        picture(name)
    preview(page, address, story)
    picture("preview")
    found(page, address)
    picture("found")
    checked(page, address, SPECIMEN.replace("C36UTO", "C37UT0"))
    picture("checked")
    enter(page, address, story, story.farid, language=language, theme=theme)
    for name, path in SUPERVISING.items():
        page.goto(f"{address}{path}")
        picture(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
