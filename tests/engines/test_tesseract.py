"""Photographs through the real processes: read, cleaned of everything but pixels, or refused."""

from __future__ import annotations

import contextlib
import io
import shutil
import struct
import time
import zlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.documents.mrz import specimen

from passerelle.engines import tesseract
from passerelle.engines.tesseract import PhotographError, ReaderAbsentError, read_photograph

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.processes
TODAY = date(2011, 6, 1)
PLACE = "Quay 4, Port-Lanterne"
FONT = "DejaVuSansMono.ttf"
needs_reader = pytest.mark.skipif(
    not tesseract.is_available(), reason="needs the system's tesseract: scripts/install_test_system.sh"
)


def photograph(zone: str, *, turned: int = 0, kind: str = "JPEG") -> bytes:
    """A picture of a page with this zone, with a place and an orientation in its metadata."""
    picture = Image.new("RGB", (1400, 980), (205, 200, 190))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 34)
    draw.multiline_text((80, 100), "PASSPORT UTOPIA\nERIKSSON", font=font, fill=40, spacing=30)
    draw.multiline_text((80, 780), zone, font=font, fill=20, spacing=20)
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif[0x0112] = {0: 1, 180: 3}[turned]
    out = io.BytesIO()
    picture.rotate(turned).save(out, kind, exif=exif.tobytes())
    return out.getvalue()


@needs_reader
@pytest.mark.parametrize(("turned", "kind"), [(0, "JPEG"), (180, "PNG")], ids=["jpeg", "turned png"])
def test_a_zone_is_read_from_a_photograph_in_less_than_thirty_seconds(turned: int, kind: str) -> None:
    data = photograph(specimen.TD3, turned=turned, kind=kind)
    assert PLACE.encode() in data
    start = time.monotonic()
    found = read_photograph(data, TODAY)
    assert time.monotonic() - start < 30
    first, second = found.reading.text.split("\n")
    assert first == specimen.TD3.split("\n")[0]
    # A reader of letters cannot tell O from 0; the check offers what it may be.
    assert second.replace("UT0", "UTO") == specimen.TD3.split("\n")[1]
    assert found.reading.quality
    assert found.reading.height > 15


@needs_reader
def test_of_the_file_nothing_but_its_pixels_is_left() -> None:
    found = read_photograph(photograph(specimen.TD3), TODAY)
    assert PLACE.encode() not in found.picture
    with Image.open(io.BytesIO(found.picture)) as picture:
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"dpi"}
        assert picture.size == (1400, 980)


def bomb() -> bytes:
    """A small file that says it is a picture of four thousand million pixels."""
    head = struct.pack(">IIBBBBB", 65500, 65500, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 65501)), (b"IEND", b""))
    parts = [struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


HOSTILE = {
    "nothing": lambda: b"",
    "no picture": lambda: b"GIF89a" + bytes(100),
    "program": lambda: b"\x7fELF" + bytes(2000),
    "script": lambda: b"%!PS-Adobe\nquit",
    "cut": lambda: photograph(specimen.TD3)[:2000],
    "bomb": bomb,
}


@needs_reader
@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(made: object) -> None:
    with pytest.raises(PhotographError, match="no whole JPEG, PNG or WebP"):
        read_photograph(made(), TODAY)  # type: ignore[operator]


def test_a_file_that_is_too_large_is_not_opened() -> None:
    if tesseract.is_available():
        with pytest.raises(PhotographError, match="larger than"):
            read_photograph(bytes(tesseract.LARGEST + 1), TODAY)


@needs_reader
def test_flipped_bits_never_break_the_reader() -> None:
    data = bytearray(photograph(specimen.TD1, kind="PNG"))
    for place in range(40, len(data), len(data) // 3):
        data[place] ^= 0x55
        with contextlib.suppress(PhotographError):
            read_photograph(bytes(data), TODAY)


@needs_reader
def test_a_reader_that_never_ends_is_stopped_and_the_officer_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "reader"
    slow.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _name: str(slow))
    monkeypatch.setattr(tesseract, "SECONDS_A_LOOK", 0.3)
    start = time.monotonic()
    with pytest.raises(PhotographError, match="no machine-readable zone"):
        read_photograph(photograph(specimen.TD3), TODAY)
    assert time.monotonic() - start < 20


def test_without_a_reader_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not tesseract.is_available()
    with pytest.raises(ReaderAbsentError, match="tesseract-ocr"):
        read_photograph(b"", TODAY)
