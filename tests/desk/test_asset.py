from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from passerelle.desk.asset import assets, built_name, icons

if TYPE_CHECKING:
    from django.test import Client

MOST = 120_000
FIRST_LOOK = ("inter-latin-wght", "inter-latin-ext", "noto-sans-arabic")


def test_what_a_page_needs_weighs_little_even_with_two_scripts() -> None:
    weight = sum(len(assets()[built_name(name)].compressed) for name in ("desk.js", "desk.css"))
    weight += sum(len(one.body) for name, one in assets().items() if name.startswith(FIRST_LOOK))
    assert weight < MOST


@pytest.mark.parametrize("name", ["../settings.py", "manifest.json", "nothing", "..%2f..%2fkeys"])
def test_only_built_files_are_served(browser: Client, name: str) -> None:
    assert browser.get(f"/asset/{name}").status_code == 404


def test_a_built_file_may_be_kept_for_its_name_changes_with_it(browser: Client) -> None:
    answer = browser.get(f"/asset/{built_name('desk.js')}", HTTP_ACCEPT_ENCODING="gzip")
    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(answer.content) == assets()[built_name("desk.js")].body


def test_icons_hold_drawings_alone() -> None:
    assert [name for name, inside in icons().items() if "<script" in inside or "href" in inside] == []
