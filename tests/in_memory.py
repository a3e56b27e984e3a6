"""Where the tests write: into memory, where this machine has room for it.

Every durability setting stays on and every `fsync` is still made and still
counted; it only waits for nothing. A run that is cut off leaves its folder,
so the room is looked at each time, and without it the disk serves as well.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path("/dev/shm")
ROOM_BYTES = 6 << 30
ROOT = "PYTEST_DEBUG_TEMPROOT"


def use() -> None:
    """From now on the temporary folders of this run, and of what it starts, lie in memory if they can."""
    if ROOT not in os.environ and has_room():
        os.environ[ROOT] = str(FOLDER)


def folder() -> str | None:
    """Where a temporary folder is made; None is the system's own place."""
    return os.environ.get(ROOT)


def has_room() -> bool:
    """Whether the folder is in memory, ours to write, and no run would fill it."""
    if not os.access(FOLDER, os.W_OK | os.X_OK):
        return False
    room = os.statvfs(FOLDER)
    return min(room.f_bavail * room.f_frsize, _memory_bytes()) > ROOM_BYTES


def _memory_bytes() -> int:
    """What the kernel could give without taking it from anybody."""
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return 0
