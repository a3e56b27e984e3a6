"""Processor time of `passerelle --help` beside `import followthemoney`."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import resource
import statistics
import subprocess
import sys

ROUNDS = 7
LIMIT = 0.2
HELP = "from passerelle.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass"


def seconds(code: str) -> float:
    """Median processor time of a fresh interpreter that runs the code."""
    found = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(found)


def main() -> None:
    ours = seconds(HELP)
    versions = {"python": platform.python_version(), "passerelle": importlib.metadata.version("passerelle")}
    quality: dict[str, object] = {
        "bare_interpreter": round(seconds("pass"), 4),
        "limit": LIMIT,
        "within": ours <= LIMIT,
    }
    try:
        versions["followthemoney"] = importlib.metadata.version("followthemoney")
        peer: float | None = seconds("import followthemoney")
    except importlib.metadata.PackageNotFoundError:
        peer = None
        quality["missing"] = "the peer: uv sync --group peers"
    line = {
        "name": "command_start",
        "unit": "CPU seconds",
        "ours": round(ours, 4),
        "peer": peer and round(peer, 4),
        "peer_name": "import followthemoney",
        "ratio": peer and round(peer / ours, 2),
        "n": ROUNDS,
        "quality": quality,
        "versions": versions,
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
