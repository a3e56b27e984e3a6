from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN_NAME = Path(__file__).relative_to(ROOT).as_posix()
FORBIDDEN = {
    "folder-of-a-builder": r"(?<![\w.])/(?:home|root|work|Users)/\w|/tmp/(?!passerelle)[a-z]+/",
    "host-of-a-registry": r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)",
    "promise-in-code": r"#.*\b(?:TODO|FIXME)\b",
    "private-key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
}
# The lock file names where each package was found: that is its purpose.
GENERATED = {"uv.lock"}


def tracked() -> list[Path]:
    """The text files that the repository holds."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / path for path in listed.split("\0") if path and path not in {OWN_NAME, *GENERATED}]


def found(pattern: str, text: str) -> list[str]:
    return [match[0] for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
@pytest.mark.processes
def test_no_file_says_what_is_nobodys_business(pattern: str) -> None:
    texts = {path: path.read_bytes().decode("utf-8", errors="ignore") for path in tracked() if path.is_file()}
    said = {path.relative_to(ROOT).as_posix(): found(pattern, text) for path, text in texts.items()}
    assert {path: words for path, words in said.items() if words} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("folder-of-a-builder", "see /home/ana/notes", id="home"),
        pytest.param("host-of-a-registry", "index = https://pypi.org/simple", id="registry"),
        pytest.param("promise-in-code", "# TODO: later", id="todo"),
    ],
)
def test_a_forbidden_word_is_found(kind: str, text: str) -> None:
    assert found(FORBIDDEN[kind], text)
