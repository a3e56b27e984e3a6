from __future__ import annotations

import re
from pathlib import Path

import pytest
from scripts.generated import decision_index, main

FOLDER = Path(__file__).parents[2] / "docs" / "adr"
PAGES = sorted(page for page in FOLDER.glob("[0-9]*.md") if not page.name.startswith("0000"))
SECTIONS = ["Context", "Decision", "Consequences", "Figures"]
STATUS = re.compile(r"^- Status: (?:proposed|accepted|superseded by \d{4})$", re.MULTILINE)


def test_numbers_have_no_gap_and_no_double() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_decision_says_why_what_follows_and_what_was_measured(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert all(re.search(rf"^## {section}\n\n\S", text, re.MULTILINE) for section in SECTIONS)
    assert STATUS.search(text)


def test_a_page_without_a_status_stops_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "adr"
    folder.mkdir(parents=True)
    (folder / "0001-something.md").write_text("# Something\n\n- Date: 2026-11-22\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"0001-something\.md lacks"):
        list(decision_index(tmp_path))


def test_a_page_missing_from_the_index_is_found_and_then_written(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "adr"
    folder.mkdir(parents=True)
    (tmp_path / "docs" / "reference").mkdir()
    (tmp_path / "Makefile").write_text("", encoding="utf-8")
    page = "# Something\n\n- Status: accepted\n- Date: 2026-11-22\n"
    (folder / "0001-something.md").write_text(page, encoding="utf-8")
    assert main([], tmp_path) == 1
    assert main(["--write"], tmp_path) == 0
    assert main([], tmp_path) == 0
    assert (
        "| 0001 | [Something](0001-something.md) | accepted | 2026-11-22 |"
        in (folder / "index.md").read_text()
    )
