"""Run the benchmarks, or one of them, and pass on the JSON line that each prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "benchmarks"


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """0 when every benchmark asked for ended well and printed JSON lines only."""
    names = sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))
    wanted = arguments or names
    unknown = sorted(set(wanted) - set(names))
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(names)}.", file=sys.stderr)
        return 2
    failed = [name for name in wanted if not _run(folder / f"{name}.py")]
    if failed:
        print(f"These gave no figure: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _run(script: Path) -> bool:
    done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="", flush=True)
    lines = done.stdout.splitlines()
    return done.returncode == 0 and bool(lines) and all(map(_is_figure, lines))


def _is_figure(line: str) -> bool:
    try:
        return "name" in json.loads(line)
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
