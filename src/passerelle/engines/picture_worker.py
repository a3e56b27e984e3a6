"""The process that opens a foreign picture: no keys, no network, limits, and nothing but clean pictures out.

It takes a picture and gives the same pixels again, in grey and upright, several
times: as they are, and turned. Nothing of the file but its pixels comes out, so
place, time, device and thumbnails stay behind.
"""

from __future__ import annotations

import io
import json
import struct
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat, TiffImagePlugin, WebPImagePlugin

from passerelle.engines.confinement import confine
from passerelle.engines.zone_strip import Strip, strip

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = ("JPEG", "PNG", "WEBP")
READERS = (TiffImagePlugin, WebPImagePlugin)  # `preinit` leaves them out; the first reads orientations
MOST_PIXELS = 40_000_000
LEAST_SIDE = 200
WORKING_WIDTH = 2000
TURNS = (Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
LEANINGS = (-10, -8, -6, -4, -2, 2, 4, 6, 8, 10)
CLOSER = (-1, -0.5, 0.5, 1)
PROFILE_WIDTH = 500
GRAINY = 4.0  # mean difference of a pixel from the median of its neighbours, of 255


def main() -> None:
    """The picture on standard input is answered on standard output: a line of facts, then each picture."""
    data = sys.stdin.buffer.read()
    # Its readers are modules in files, and are in memory from here on.
    Image.preinit()
    sys.stdout.write(json.dumps({"dropped": list(confine())}) + "\n")
    try:
        clean = _opened(data)
        usual = _calmed(_scaled(ImageOps.autocontrast(clean, cutoff=1)))
        straight = _straight(usual)
        found = _strip(usual, straight)
        shown = (clean, *([found.picture] if found else []), *_variants(usual, straight))
        variants = [_png(one) for one in shown]
    except (OSError, ValueError, SyntaxError, MemoryError, struct.error, Image.DecompressionBombError):
        # Each is what the library raises on some broken picture; none repeats what it holds.
        sys.stdout.write(json.dumps({"refused": True}) + "\n")
        return
    told = {"lines": found.lines, "step": found.step} if found else {}
    sys.stdout.write(json.dumps({"sizes": [len(one) for one in variants]} | told) + "\n")
    sys.stdout.flush()
    for one in variants:
        sys.stdout.buffer.write(one)


def _opened(data: bytes) -> Image.Image:
    """The pixels, upright as the camera said, in grey; raises for what is no picture or is too large."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS or min(picture.size) < LEAST_SIDE:
            raise ValueError
        picture.load()
        upright = ImageOps.exif_transpose(picture).convert("L")
    clean = Image.new("L", upright.size)
    clean.paste(upright)
    return clean


def _straight(usual: Image.Image) -> Image.Image:
    return usual.rotate(_leaning(usual), expand=True, fillcolor=200, resample=Image.Resampling.BICUBIC)


def _strip(usual: Image.Image, straight: Image.Image) -> Strip | None:
    """The lines of the zone, whichever way the picture lies; None where its signs do not stand apart."""
    found = (strip(one) for one in (straight, *(usual.transpose(turn) for turn in TURNS)))
    return next((one for one in found if one is not None), None)


def _variants(usual: Image.Image, straight: Image.Image) -> Iterator[Image.Image]:
    """What a reader of letters is shown besides, the most likely first."""
    yield straight.crop((0, straight.height // 2, straight.width, straight.height))
    yield straight
    for turn in TURNS:
        yield usual.transpose(turn)


def _scaled(picture: Image.Image) -> Image.Image:
    factor = WORKING_WIDTH / picture.width
    size = (WORKING_WIDTH, max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _calmed(picture: Image.Image) -> Image.Image:
    """The picture without the grain of a dark room, of which a reader of letters makes thousands of marks."""
    median = picture.filter(ImageFilter.MedianFilter(3))
    if ImageStat.Stat(ImageChops.difference(picture, median)).mean[0] < GRAINY:
        return picture
    return ImageOps.autocontrast(median.filter(ImageFilter.GaussianBlur(1.5)), cutoff=1)


def _leaning(picture: Image.Image) -> float:
    """The turn after which rows are most unlike one another: then lines of text lie flat."""
    small = picture.resize((PROFILE_WIDTH, max(1, picture.height * PROFILE_WIDTH // picture.width)))
    near = max((0, *LEANINGS), key=lambda angle: _contrast(small, angle))
    return max((near, *(near + step for step in CLOSER)), key=lambda angle: _contrast(small, angle))


def _contrast(small: Image.Image, angle: float) -> float:
    turned = small.rotate(angle, fillcolor=200, resample=Image.Resampling.BILINEAR)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


if __name__ == "__main__":
    main()
