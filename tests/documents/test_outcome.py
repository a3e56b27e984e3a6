from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from passerelle.documents.outcome import Outcome

ROOM = Path(__file__).parents[2] / "src" / "passerelle" / "documents"
OUTSIDE = """
cli/document.py cli/chip.py cli/declared.py cli/series.py engines/tesseract.py engines/picture_worker.py
casework/document_in_hand.py casework/declaring.py casework/workshops.py core/declaration.py
desk/views/document.py desk/forms/document.py desk/words/document.py
"""
OTHERS = [ROOM.parent / name for name in OUTSIDE.split()]
VERDICT = re.compile(r"\b(?:authentic|forged|genuine|counterfeit|fake|forgery|fraudulent)\b", re.IGNORECASE)


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


def test_a_verdict_would_be_found() -> None:
    assert VERDICT.search("this passport is genuine")
