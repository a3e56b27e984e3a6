from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
AT_THE_DOOR = ["README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PAGES = sorted([*(ROOT / name for name in AT_THE_DOOR), *DOCS.rglob("*.md")])
FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
RULES = 28


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The names by which a reader can jump to a heading of the page."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def targets(page: Path) -> list[tuple[Path, str]]:
    """The files of this repository, and the headings in them, that the page links to."""
    inner = [link for link in LINK.findall(prose(page)) if not re.match(r"[a-z]+:", link)]
    pairs = [(*unquote(link).split("#", 1), "")[:2] for link in inner]
    return [((page.parent / path).resolve() if path else page, anchor) for path, anchor in pairs]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    lost = [
        f"{path.name}#{anchor}"
        for path, anchor in targets(page)
        if not path.exists() or (anchor and anchor not in anchors(path))
    ]
    assert lost == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One heading\n[a](gone.md) [b](#one-heading) [c](https://example.org)\n", encoding="utf-8"
    )
    assert targets(page) == [(tmp_path / "gone.md", ""), (page, "one-heading")]
    assert anchors(page) == {"one-heading"}


def test_every_page_can_be_reached_from_the_first() -> None:
    seen = {DOCS / "index.md"}
    waiting = list(seen)
    while waiting:
        new = {path for path, _ in targets(waiting.pop()) if path.suffix == ".md"} - seen
        seen |= new
        waiting += new
    assert {name(page) for page in DOCS.rglob("*.md")} - {name(page) for page in seen} == set()


@pytest.mark.parametrize("room", ["tutorial", "howto", "reference", "explanation", "adr"])
def test_every_room_has_its_index(room: str) -> None:
    assert (DOCS / room / "index.md").is_file()


def examples() -> list[tuple[str, str]]:
    """Each block of Python that says it can be run, under the name of its page and its place in it."""
    return [
        (f"{name(page)}:{number}", block["body"])
        for page in PAGES
        for number, block in enumerate(FENCE.finditer(page.read_text(encoding="utf-8")), start=1)
        if block["kind"].split() == ["python", "run"]
    ]


@pytest.mark.parametrize(("place", "source"), [pytest.param(*one, id=one[0]) for one in examples()])
def test_every_example_runs(place: str, source: str) -> None:
    exec(compile(source, place, "exec"), {"__name__": "__example__"})


def test_there_are_examples_to_run() -> None:
    assert len(examples()) > 1


def rules() -> list[list[str]]:
    """The rows of the table of rules: number, rule, where it is kept, where it is tested."""
    page = (DOCS / "explanation" / "rights-first.md").read_text(encoding="utf-8")
    return [re.split(r" \| ", row) for row in re.findall(r"^\| (\d+ \| .+) \|$", page, re.MULTILINE)]


def test_every_rule_has_its_row() -> None:
    assert [int(row[0]) for row in rules()] == list(range(1, RULES + 1))
    assert {len(row) for row in rules()} == {4}


@pytest.mark.parametrize("row", rules(), ids=lambda row: f"rule-{row[0]}")
def test_what_keeps_and_tests_a_rule_exists_or_is_said_to_be_missing(row: list[str]) -> None:
    for cell in row[2:]:
        paths = re.findall(r"`([^`]+)`", cell)
        assert paths or cell == "not yet"
        assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_commands_named_in_the_pages_exist() -> None:
    commands = set(
        re.findall(r"^([a-z]+):.* ## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {
        word for page in PAGES for word in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    assert named - commands == set()


@pytest.mark.processes
def test_generated_files_are_what_their_generator_makes() -> None:
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "python", "-m", "scripts.generated"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
