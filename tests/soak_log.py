"""What the long run measured: a line for each part, in the file that PASSERELLE_SOAK_LOG names."""

from __future__ import annotations

import os
from pathlib import Path


def noted(line: str) -> None:
    """The line is kept, where the long run was asked to keep any."""
    name = os.environ.get("PASSERELLE_SOAK_LOG")
    if name:
        with Path(name).open("a", encoding="utf-8") as log:
            log.write(f"{line}\n")
