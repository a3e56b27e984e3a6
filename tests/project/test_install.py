from __future__ import annotations

import os
import re
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


@pytest.mark.parametrize("script", ["install.sh", "install_test_system.sh", "release.sh", "check_assets.sh"])
def test_every_script_stops_at_the_first_failure(script: str) -> None:
    assert "set -euo pipefail" in (ROOT / "scripts" / script).read_text(encoding="utf-8")


@pytest.mark.processes
def test_without_node_the_assets_are_not_compared_and_this_is_said(bare: str) -> None:
    done = run("check_assets.sh", PATH=bare)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Node 20 or newer is not installed: the assets")


@pytest.mark.processes
def test_what_the_suite_drives_is_asked_for_by_name_where_it_is_missing(bare: str) -> None:
    done = run("install_test_system.sh", PATH=bare)
    assert done.returncode == 1
    asked = r"Ask an administrator for: apt-get install (postgresql|chromium-headless-shell)$"
    assert re.search(asked, done.stderr.strip())
