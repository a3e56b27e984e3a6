"""Two invented registers linked by our own command: CPU, memory and F1, at a size that is named.

PASSERELLE_SOAK=1 links a million rows with a million; without it a tenth.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import _register

ROWS = 1_000_000 if os.environ.get("PASSERELLE_SOAK") == "1" else 100_000


def linked(left: Path, right: Path) -> tuple[int, int]:
    """How many pairs were said to be the same, and how many of them are."""
    command = [str(Path(sys.executable).parent / "passerelle"), "link", str(left), str(right), "--json"]
    said = hits = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        for text in child.stdout or ():
            line = json.loads(text)
            said += line["same"]
            hits += line["same"] and line["left"][1:] == line["right"][1:]
    return said, hits


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        left, right = Path(folder) / "a.csv.gz", Path(folder) / "b.csv.gz"
        both = _register.write(ROWS, left, right)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        said, hits = linked(left, right)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    line = {
        "name": "linking_scale",
        "unit": "CPU seconds of the whole command",
        "ours": round(seconds, 1),
        "peer": None,
        "peer_name": None,
        "ratio": None,
        "n": ROWS,
        "quality": {
            "f1": round(2 * hits / max(said + both, 1), 4),
            "precision": round(hits / max(said, 1), 4),
            "recall": round(hits / max(both, 1), 4),
            "rows_a_cpu_second": round(2 * ROWS / seconds),
            "largest_process_mb": round(after.ru_maxrss / 1024),
        },
        "versions": {
            "python": platform.python_version(),
            "passerelle": importlib.metadata.version("passerelle"),
        },
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
