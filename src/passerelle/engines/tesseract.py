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
from passerelle.documents.photograph.placed_sign import Word, placed
from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from datetime import date

    from passerelle.documents.photograph.placed_sign import Sign
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
    cleaned = _cleaned(data)
    readings: list[Reading] = []
    for number, shown in enumerate(cleaned.shown):
        seconds = min(SECONDS_A_LOOK, end - time.monotonic())
        if seconds <= 0:
            break
        rows = _rows(program, shown, seconds)
        of_signs = bool(cleaned.lines) and number == 0
        reading = _placed(rows, cleaned) if of_signs else found_zone(_lines(rows), today)
        readings += [reading] if reading else []
        if reading and check(reading.text, today).consistent:
            break
    if not readings:
        raise PhotographError(NO_ZONE)
    best = max(readings, key=lambda one: likeness(one, today))
    return Photograph(reading=best, picture=cleaned.picture)


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """The picture in grey, and what a reader of letters is shown of it."""

    picture: bytes
    shown: list[bytes]
    lines: list[list[Sign]]  # of the first that is shown, where the signs of a zone were found
    step: int


def _cleaned(data: bytes) -> _Cleaned:
    answered = _run([sys.executable, "-I", "-m", "passerelle.engines.picture_worker"], data, SECONDS)
    _, _, rest = answered.partition(b"\n")
    head, _, body = rest.partition(b"\n")
    try:
        told = json.loads(head)
        sizes = [int(size) for size in told.get("sizes", [])]
        signs = [[(int(a), int(b), bool(filler)) for a, b, filler in line] for line in told.get("lines", [])]
        step = max(int(told.get("step", 1)), 1)
    except (ValueError, AttributeError, TypeError):
        raise PhotographError("the process that opened it broke off") from None
    if "refused" in told or not sizes or sum(sizes) != len(body) or max(sizes) > LARGEST_VARIANT:
        raise PhotographError(NO_PICTURE)
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    picture, *shown = [body[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    return _Cleaned(picture, shown, signs, step)


def _rows(program: str, picture: bytes, seconds: float) -> list[dict[str, str]]:
    """The words that Tesseract found; none where it broke off or took too long."""
    command = [sys.executable, "-I", "-m", "passerelle.engines.letter_worker", program]
    try:
        told = _run(command, picture, seconds)
    except SlowPhotographError:
        return []
    table = io.StringIO(told.decode("utf-8", "replace"))
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row.get("level") == WORD_LEVEL and row.get("text")]


def _lines(rows: list[dict[str, str]]) -> list[Line]:
    """The words line by line, top to bottom."""
    words: defaultdict[tuple[int, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        words[tuple(int(row[part] or 0) for part in ("block_num", "par_num", "line_num"))].append(row)
    return [
        Line(
            text="".join(row["text"] for row in held),
            confidence=sum(float(row["conf"]) for row in held) / len(held),
            height=max(int(row["height"]) for row in held),
        )
        for _, held in sorted(words.items())
    ]


def _placed(rows: list[dict[str, str]], cleaned: _Cleaned) -> Reading | None:
    """The zone of signs whose places are known; None where they were not all read."""
    words = [
        Word(
            text=row["text"],
            confidence=float(row["conf"]),
            left=int(row["left"]),
            middle=int(row["top"]) + int(row["height"]) // 2,
            width=int(row["width"]),
            height=int(row["height"]),
        )
        for row in rows
    ]
    return placed(words, cleaned.lines, cleaned.step)


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    """What the process answered, which may be nothing."""
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise SlowPhotographError from None
    return done.stdout
