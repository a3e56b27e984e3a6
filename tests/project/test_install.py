from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", ROOT / "scripts" / script, *arguments],
        env={"HOME": os.environ.get("HOME", "/"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A PATH with nothing on it but what the scripts need to speak."""
    for tool in ("dirname", "id"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    return str(tmp_path)


@pytest.mark.processes
def test_a_failure_is_one_sentence_on_the_error_stream() -> None:
    script = '. scripts/system.sh; fail "What is missing."'
    done = subprocess.run(["/bin/bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "What is missing.\n")


@pytest.mark.processes
def test_packages_are_not_asked_for_where_there_is_no_apt(bare: str) -> None:
    script = ". scripts/system.sh; install_packages chromium"
    done = subprocess.run(
        ["/bin/bash", "-c", script], cwd=ROOT, env={"PATH": bare}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Missing on this system: chromium." in done.stderr


@pytest.mark.processes
def test_an_unknown_purpose_is_refused() -> None:
    done = run("install.sh", "everything", PATH=os.environ["PATH"])
    assert done.returncode == 1
    assert done.stderr == "scripts/install.sh takes runtime or test, not everything.\n"


@pytest.mark.parametrize("script", ["install.sh", "install_test_system.sh", "release.sh"])
def test_every_script_stops_at_the_first_failure(script: str) -> None:
    assert "set -euo pipefail" in (ROOT / "scripts" / script).read_text(encoding="utf-8")
