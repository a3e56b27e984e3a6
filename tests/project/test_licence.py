from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LICENCE = (ROOT / "LICENSE").read_text(encoding="utf-8")
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
ARTICLES = 15


def test_the_licence_is_whole() -> None:
    assert LICENCE.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [int(n) for n in re.findall(r"^(\d+)\.[A-Z]", LICENCE, re.MULTILINE)] == list(
        range(1, ARTICLES + 1)
    )
    assert "according to Article 5 EUPL are:" in LICENCE
    assert LICENCE.endswith("require the production of a new EUPL version.\n")


def test_the_package_carries_its_licence_and_its_notices() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "EUPL-1.2"
    assert set(project["license-files"]) >= {"LICENSE", "NOTICE"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("2026-01-28", id="un"),
        pytest.param("2024-05-03", id="ofac"),
        pytest.param("2018-04-13", id="uk"),
        pytest.param("Open Government\n    Licence v3.0", id="terms"),
        pytest.param("NOT FOR SCREENING. A LISTING IS NOT A FINDING OF GUILT.", id="warning"),
    ],
)
def test_the_notice_dates_the_bundled_lists_and_says_what_they_are_not(words: str) -> None:
    assert words in NOTICE
