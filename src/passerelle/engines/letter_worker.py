"""The process that becomes Tesseract: without network, with limits, on pixels that were cleaned before."""

from __future__ import annotations

import ctypes
import os
import resource
import sys

from passerelle.engines.confinement import CLONE_NEWNET, CLONE_NEWUSER

MEMORY = 2 << 30
CPU_SECONDS = 20
ARGUMENTS = (
    "stdin",
    "stdout",
    "--psm",
    "6",
    "-l",
    "eng",
    "-c",
    "tessedit_char_whitelist=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<",
    "-c",
    "load_system_dawg=0",
    "-c",
    "load_freq_dawg=0",
    "tsv",
)


def main() -> None:
    """This process is Tesseract from here on."""
    libc = ctypes.CDLL(None, use_errno=True)
    # Where the kernel permits neither, the limits and the absence of keys remain.
    any(libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execve(sys.argv[1], [sys.argv[1], *ARGUMENTS], {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"})  # noqa: S606 - the system's own program, by its whole path


if __name__ == "__main__":
    main()
