"""The zone on a photograph: cleaned in one process, read in another, both offline and without keys.

Tesseract is a package of the system and optional, as is the library that opens
pictures (`passerelle[photograph]`). Nothing is written to a disk.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from passerelle.documents.mrz.check import check
from passerelle.documents.photograph.found_zone import Line, found_zone, likeness
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import date

    from passerelle.documents.photograph.quality import Reading

LARGEST = 20 << 20
SECONDS = 24  # for all processes together: an officer waits less than thirty in all
SECONDS_A_LOOK = 8  # for one look of the reader of letters, so that a grainy picture leaves time for another
WORD_LEVEL = "5"
NO_ZONE = "no machine-readable zone was found on it: hold the document flat and fill the picture with it"
NO_PICTURE = "it is no whole JPEG, PNG or WebP picture of a usual size"
LARGEST_VARIANT = 64 << 20


class PhotographError(PasserelleError):
    """A photograph could not be read; nothing of it was kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the photograph cannot be read: {reason}; nothing was kept, type the zone instead")
        self.reason = reason


class ReaderAbsentError(PhotographError):
    """Tesseract, or the library that opens pictures, is not installed on this machine."""

    def __init__(self) -> None:
        super().__init__("no reader of letters is installed (tesseract-ocr and passerelle[photograph])")


class SlowPhotographError(PhotographError):
    """A process was stopped because an officer waits."""

    def __init__(self) -> None:
        super().__init__("it took too long")


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """What was read, and the pixels without anything else of the file."""

    reading: Reading
    picture: bytes  # PNG, grey, upright


def is_available() -> bool:
    """Whether photographs can be read on this machine."""
    return shutil.which("tesseract") is not None and find_spec("PIL") is not None


def read_photograph(data: bytes, today: date) -> Photograph:
    """The zone on the photograph; raises PhotographError with the reason."""
    program = shutil.which("tesseract")
    if program is None or find_spec("PIL") is None:
        raise ReaderAbsentError
    if len(data) > LARGEST:
        raise PhotographError(f"it is larger than {LARGEST >> 20} MB")
    end = time.monotonic() + SECONDS
    picture, *variants = _cleaned(data)
    readings: list[Reading] = []
    for variant in variants:
        seconds = min(SECONDS_A_LOOK, end - time.monotonic())
        if seconds <= 0:
            break
        reading = found_zone(_lines(program, variant, seconds), today)
        readings += [reading] if reading else []
        if reading and check(reading.text, today).consistent:
            break
    if not readings:
        raise PhotographError(NO_ZONE)
    best = max(readings, key=lambda one: likeness(one, today))
    return Photograph(reading=best, picture=picture)


def _cleaned(data: bytes) -> list[bytes]:
    """The picture in grey and what a reader of letters is shown of it."""
    answered = _run([sys.executable, "-I", "-m", "passerelle.engines.picture_worker"], data, SECONDS)
    _, _, rest = answered.partition(b"\n")
    head, _, body = rest.partition(b"\n")
    try:
        told = json.loads(head)
        sizes = [int(size) for size in told.get("sizes", [])]
    except (ValueError, AttributeError, TypeError):
        raise PhotographError("the process that opened it broke off") from None
    if "refused" in told or not sizes or sum(sizes) != len(body) or max(sizes) > LARGEST_VARIANT:
        raise PhotographError(NO_PICTURE)
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return [body[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def _lines(program: str, picture: bytes, seconds: float) -> list[Line]:
    """The lines that Tesseract found, top to bottom; none where it broke off or took too long."""
    command = [sys.executable, "-I", "-m", "passerelle.engines.letter_worker", program]
    try:
        told = _run(command, picture, seconds)
    except SlowPhotographError:
        return []
    table = io.StringIO(told.decode("utf-8", "replace"))
    words: defaultdict[tuple[int, ...], list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == WORD_LEVEL and row.get("text"):
            words[tuple(int(row[part] or 0) for part in ("block_num", "par_num", "line_num"))].append(row)
    return [
        Line(
            text="".join(row["text"] for row in rows),
            confidence=sum(float(row["conf"]) for row in rows) / len(rows),
            height=max(int(row["height"]) for row in rows),
        )
        for _, rows in sorted(words.items())
    ]


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    """What the process answered, which may be nothing."""
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise SlowPhotographError from None
    return done.stdout
