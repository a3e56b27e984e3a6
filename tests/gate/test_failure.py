from __future__ import annotations

import errno
import subprocess
import sys

import pytest
from django.db import OperationalError

from passerelle.gate.failure import EXIT_CODE, is_fatal


@pytest.mark.parametrize(
    ("error", "fatal"),
    [
        (OSError(errno.EIO, "Input/output error"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (OperationalError("disk I/O error"), True),
        (OperationalError("database disk image is malformed"), True),
        (OperationalError("could not fsync file"), True),
        (OperationalError("database is locked"), False),
        (OperationalError("database or disk is full"), False),
        (ValueError("anything"), False),
    ],
    ids=str,
)
def test_only_a_disk_that_cannot_be_trusted_is_fatal(error: Exception, fatal: bool) -> None:
    assert is_fatal(error) is fatal


def test_a_cause_is_looked_at_too() -> None:
    error = RuntimeError("wrapped")
    error.__cause__ = OperationalError("disk I/O error")
    assert is_fatal(error)


@pytest.mark.processes
def test_the_process_ends_at_once_and_says_no_value() -> None:
    code = "from passerelle.gate.failure import halt; halt(OSError(5, 'Ivo Marten'))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == EXIT_CODE
    assert "nothing was acknowledged" in found.stderr
    assert "Marten" not in found.stderr
