"""Compare every generated file with what generates it; `--write` makes them the same.

A file that is both generated and committed can drift; the reader of either
would not notice. Each generator below gives paths and bytes, and nothing else
in the repository knows how those files are made.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts import command_page, messages

ROOT = Path(__file__).parent.parent
Generator = Callable[[Path], Iterator[tuple[Path, bytes]]]

INDEX_HEAD = """# Decisions

One page for each choice that is costly to reverse: why, what follows, and the figures it rests on.
A new page starts from [the template](0000-template.md); `python -m scripts.generated --write` adds it here.

| number | decision | status | date |
|---|---|---|---|
"""

MAKE_HEAD = """# Commands of the project

`make` alone prints this list. It is generated from the Makefile.

| command | what it does |
|---|---|
"""


def decision_index(root: Path) -> Iterator[tuple[Path, bytes]]:
    """The index of the decision records, from their titles and their first two lines."""
    folder = root / "docs" / "adr"
    rows = [_row(page) for page in sorted(folder.glob("[0-9]*.md")) if not page.name.startswith("0000")]
    yield folder / "index.md", (INDEX_HEAD + "".join(rows)).encode()


def _row(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    status = re.search(r"^- Status: (.+)$", text, re.MULTILINE)
    date = re.search(r"^- Date: (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
    if not (title and status and date):
        sys.exit(f"{page.name} lacks its title, its status or its date; see docs/adr/0000-template.md.")
    return f"| {page.name[:4]} | [{title[1]}]({page.name}) | {status[1]} | {date[1]} |\n"


def make_page(root: Path) -> Iterator[tuple[Path, bytes]]:
    """The list of commands in the reference, from the comments of the Makefile."""
    page = root / "docs" / "reference" / "make.md"
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"^([a-z]+):.*## (.+)$", makefile, re.MULTILINE)
    rows = "".join(f"| `make {name}` | {help_text} |\n" for name, help_text in commands)
    yield page, (MAKE_HEAD + rows).encode()


def command_reference(root: Path) -> Iterator[tuple[Path, bytes]]:
    """The page of the product's commands, from what they declare."""
    yield root / "docs" / "reference" / "commands.md", command_page.page().encode()


def compiled_catalogues(root: Path) -> Iterator[tuple[Path, bytes]]:
    """The compiled form of each catalogue of translations."""
    for file in sorted((root / "src" / "passerelle").glob("*/locale/*/LC_MESSAGES/django.po")):
        yield file.with_suffix(".mo"), messages.compiled(file)


GENERATORS: tuple[Generator, ...] = (decision_index, make_page, command_reference, compiled_catalogues)


def main(arguments: list[str], root: Path = ROOT) -> int:
    """0 when nothing differs, or when `--write` was asked for."""
    stale = [
        (path, content)
        for generate in GENERATORS
        for path, content in generate(root)
        if not path.exists() or path.read_bytes() != content
    ]
    for path, content in stale if "--write" in arguments else ():
        path.write_bytes(content)
        print(f"{path.relative_to(root)} is written.")
    if not stale or "--write" in arguments:
        return 0
    for path, _ in stale:
        print(f"{path.relative_to(root)} is not what its generator makes.")
    print("Run `python -m scripts.generated --write`, look at the difference, and commit it.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
