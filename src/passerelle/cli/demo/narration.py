"""What the demonstration shows while it runs: steps, their results, and progress on long work."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

BAR = 28
EVERY = 0.1


@dataclass(slots=True)
class Narration:
    """Writes to standard error, so that `--json` alone stands on standard output; silent when told."""

    quiet: bool = False
    began: float = field(default_factory=time.monotonic)
    _drawn: float = 0.0
    _bar: bool = False

    @property
    def seconds(self) -> float:
        """How long the demonstration has run."""
        return time.monotonic() - self.began

    def title(self, text: str) -> None:
        """A heading."""
        self._write(f"\n\033[1m{text}\033[0m\n" if sys.stderr.isatty() else f"\n{text}\n")

    def step(self, text: str) -> None:
        """Something that was done, with the second at which it was."""
        self._write(f"  {self.seconds:5.1f} s  {text}\n")

    def detail(self, text: str) -> None:
        """A line under the last step."""
        self._write(f"           {text}\n")

    def progress(self, done: int, total: int, what: str) -> None:
        """A bar on a terminal; nothing elsewhere."""
        if self.quiet or not sys.stderr.isatty() or (time.monotonic() - self._drawn < EVERY and done < total):
            return
        self._drawn = time.monotonic()
        filled = BAR * done // max(total, 1)
        sys.stderr.write(f"\r  [{'█' * filled}{'·' * (BAR - filled)}] {done:,} of {total:,} {what} ")
        sys.stderr.flush()
        self._bar = True

    def _write(self, text: str) -> None:
        if self.quiet:
            return
        if self._bar:
            sys.stderr.write("\r\033[K")
            self._bar = False
        sys.stderr.write(text)
        sys.stderr.flush()
