"""A segment of names as one file: a line of JSON that says where each array begins, then the arrays.

The file is mapped, not read: it opens at once however large it is, and every
process that opens it shares the same memory.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.screening.segment import Segment, arrays

if TYPE_CHECKING:
    from pathlib import Path

ALIGNED = 64


def write(path: Path, segment: Segment) -> None:
    """The segment is in the file, and on the disk."""
    described: dict[str, tuple[str, tuple[int, ...], int]] = {}
    held = {name: np.ascontiguousarray(array) for name, array in arrays(segment).items()}
    place = 0
    for name, array in held.items():
        described[name] = (array.dtype.str, array.shape, place)
        place += -(-array.nbytes // ALIGNED) * ALIGNED
    head = json.dumps(described).encode()
    head += b" " * (-(len(head) + 1) % ALIGNED) + b"\n"
    with path.open("wb") as file:
        file.write(head)
        for array in held.values():
            file.write(array.tobytes())
            file.write(bytes(-array.nbytes % ALIGNED))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Segment:
    """The segment of the file."""
    with path.open("rb") as file:
        head = file.readline()
    mapped = np.asarray(np.memmap(path, np.uint8, "r"))
    found = {}
    for name, (kind, shape, place) in json.loads(head).items():
        start = len(head) + place
        size = int(np.prod(shape)) * np.dtype(kind).itemsize
        found[name] = mapped[start : start + size].view(kind).reshape(shape)
    return Segment(**found)
