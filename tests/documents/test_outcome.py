from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from passerelle.documents.outcome import Outcome

ROOM = Path(__file__).parents[2] / "src" / "passerelle" / "documents"
OUTSIDE = """
cli/document.py cli/chip.py cli/declared.py cli/series.py engines/tesseract.py engines/picture_worker.py
casework/document_in_hand.py casework/trust_lists.py casework/exhibits.py casework/declaring.py
casework/workshops.py core/declaration.py
desk/views/document.py desk/forms/document.py desk/words/document.py cli/trust.py
desk/views/exhibit.py desk/words/exhibit.py evidence/exhibit.py evidence/custody.py
engines/zone_strip.py engines/letter_worker.py casework/confirmed_series.py
"""
OTHERS = [ROOM.parent / name for name in OUTSIDE.split()]
VERDICT = re.compile(r"\b(?:authentic|forged|genuine|counterfeit|fake|forgery|fraudulent)\b", re.IGNORECASE)

FRENCH = re.compile(
    r"\b(?:authenti\w+|contrefai\w+|falsifi\w+|frauduleu\w+|faux documents?|vrai document)\b", re.IGNORECASE
)
DESK = ROOM.parent / "desk"
CATALOGUE = DESK / "locale" / "fr" / "LC_MESSAGES" / "django.po"


PACKAGE = ROOM.parent
# A path of Django's setting for requests without their token, which speaks of no document.
NO_DOCUMENT = {"passerelle.desk.fault.forged"}
SHOWN = ("*.toml", "*.html", "*.txt", "*.po", "*.yaml")


def test_there_are_three_answers() -> None:
    assert list(Outcome) == ["consistent", "not consistent", "not verifiable"]


def sentences(file: Path) -> list[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize(
    "file", [*sorted(ROOM.rglob("*.py")), *OTHERS], ids=lambda file: file.relative_to(ROOM.parent).as_posix()
)
def test_no_sentence_of_the_room_is_a_verdict(file: Path) -> None:
    assert [said for said in sentences(file) if VERDICT.search(said)] == []


@pytest.mark.parametrize("file", sorted(ROOM.rglob("*.toml")), ids=lambda file: file.name)
def test_no_data_of_the_room_is_a_verdict(file: Path) -> None:
    assert VERDICT.search(file.read_text(encoding="utf-8")) is None


def verdicts(text: str) -> list[str]:
    return [line for line in text.splitlines() if VERDICT.search(line) or FRENCH.search(line)]


@pytest.mark.parametrize("file", sorted(DESK.rglob("*.html")), ids=lambda file: file.name)
def test_no_screen_says_a_verdict(file: Path) -> None:
    assert verdicts(file.read_text(encoding="utf-8")) == []


def test_no_sentence_of_the_desk_is_a_verdict_in_either_language() -> None:
    assert verdicts(CATALOGUE.read_text(encoding="utf-8")) == []


def _spoken(file: Path) -> list[str]:
    """The strings of a file that are no docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]


def test_no_sentence_of_the_whole_package_is_a_verdict_in_either_language() -> None:
    files = list(PACKAGE.rglob("*.py"))
    suspected = [file for file in files if verdicts(file.read_text(encoding="utf-8"))]
    said = {one for file in suspected for one in _spoken(file) if verdicts(one)}
    assert said == NO_DOCUMENT
    assert len(files) > len(OTHERS)


@pytest.mark.parametrize("kind", SHOWN)
def test_no_file_that_is_shown_says_a_verdict(kind: str) -> None:
    shown = {
        file.name: verdicts(file.read_text(encoding="utf-8", errors="replace"))
        for file in PACKAGE.rglob(kind)
    }
    assert {name: lines for name, lines in shown.items() if lines} == {}


def test_a_verdict_would_be_found() -> None:
    assert verdicts('msgstr "ce passeport est authentique"')
    assert verdicts("<p>a forged visa</p>")
    assert VERDICT.search("this passport is genuine")
