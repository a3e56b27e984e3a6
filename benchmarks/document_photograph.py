"""Seconds from a photograph to the checked zone, as an officer waits: taken askew, dark, blurred, turned.

The pages are drawn here, with the specimens of ICAO Doc 9303, in OCR-B where
the system has it (fonts-ocr-b). `ours` is the longest wait of all.
"""

from __future__ import annotations

import io
import json
import platform
import random
import time
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from passerelle.documents.mrz.check import check
from passerelle.engines import tesseract

TODAY = date(2011, 6, 1)
OCR_B = Path("/usr/share/fonts/opentype/ocr-b/OCRB.otf")
SIZE = (1600, 1130)
DARK = (95, 85, 75)
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
MOST = 30.0  # seconds that an officer waits


def page(zone: str) -> Any:
    lines = zone.count("\n") + 1
    font = str(OCR_B) if OCR_B.is_file() else "DejaVuSansMono.ttf"
    size = {2: 44, 3: 64}[lines] if OCR_B.is_file() else {2: 36, 3: 56}[lines]
    picture = Image.new("RGB", SIZE, (214, 208, 196))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 160, 480, 660), fill=(160, 150, 140))
    draw.multiline_text((540, 200), "PASSPORT\nUTOPIA\nERIKSSON", font=ImageFont.truetype(font, 50), fill=45)
    drawn = ImageFont.truetype(font, size)
    draw.multiline_text((90, 1130 - 90 - lines * size * 1.5), zone, font=drawn, fill=25, spacing=size // 2)
    return picture


def on_a_table(picture: Any, angle: float, scale: float) -> Any:
    turned = picture.rotate(angle, expand=True, fillcolor=DARK, resample=Image.Resampling.BICUBIC)
    table = Image.new("RGB", (int(SIZE[0] * scale), int(SIZE[1] * scale)), DARK)
    turned.thumbnail(table.size)
    table.paste(turned, ((table.width - turned.width) // 2, (table.height - turned.height) // 2))
    return table


def leaning_back(picture: Any) -> Any:
    corners = (40, 0, -30, SIZE[1], SIZE[0] + 30, SIZE[1] + 20, SIZE[0] - 60, 30)
    return picture.transform(SIZE, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=DARK)


def grainy(picture: Any, share: float) -> Any:
    drawn = random.Random(1)
    grain = Image.frombytes("L", SIZE, drawn.randbytes(SIZE[0] * SIZE[1])).convert("RGB")
    return Image.blend(picture, grain, share)


def taken() -> dict[str, Any]:
    return {
        "flat": lambda one: one,
        "on its side": lambda one: one.rotate(90, expand=True),
        "on its head": lambda one: one.rotate(180),
        "askew by 3": lambda one: on_a_table(one, 3, 1.3),
        "askew by 9": lambda one: on_a_table(one, 9, 1.3),
        "blurred": lambda one: one.filter(ImageFilter.GaussianBlur(2.5)),
        "dark": lambda one: ImageEnhance.Brightness(one).enhance(0.25),
        "pale": lambda one: ImageEnhance.Contrast(one).enhance(0.3),
        "grainy": lambda one: grainy(one, 0.15),
        "very grainy": lambda one: grainy(one, 0.5),
        "leaning back": leaning_back,
        "from afar": lambda one: on_a_table(one, 2, 2.2),
        "small": lambda one: one.resize((700, 494)),
        "twelve megapixels": lambda one: one.resize((4100, 2896)),
    }


def read(zone: str, way: Any) -> tuple[float, int]:
    """How long it took, and how many signs differ; all of them where no zone was found."""
    out = io.BytesIO()
    way(page(zone)).save(out, "JPEG", quality=85)
    start = time.monotonic()
    try:
        text = tesseract.read_photograph(out.getvalue(), TODAY).reading.text
    except tesseract.PhotographError:
        return time.monotonic() - start, len(zone)
    check(text, TODAY)
    wrong = sum(one != other for one, other in zip(text, zone, strict=False))
    return time.monotonic() - start, wrong if len(text) == len(zone) else len(zone)


def main() -> None:
    line: dict[str, Any] = {
        "name": "document_photograph",
        "unit": "s, longest",
        "ours": None,
        "peer": MOST,
        "peer_name": "an officer's patience",
        "ratio": None,
        "n": 0,
        "quality": {},
        "versions": {"python": platform.python_version()},
    }
    if not tesseract.is_available():
        line["quality"] = {"missing": "tesseract-ocr and passerelle[photograph]"}
        print(json.dumps(line))
        return
    found = {f"{len(z)} {name}": read(z, way) for z in (TD3, TD1) for name, way in taken().items()}
    seconds = [one for one, _ in found.values()]
    line.update(n=len(found), ours=round(max(seconds), 1), ratio=round(MOST / max(seconds), 1))
    line["quality"] = {
        "mean_seconds": round(sum(seconds) / len(seconds), 1),
        "at_most_two_signs_differ": sum(wrong <= 2 for _, wrong in found.values()),  # noqa: PLR2004
        "each": {name: [round(one, 1), wrong] for name, (one, wrong) in found.items()},
        "font": "OCR-B" if OCR_B.is_file() else "DejaVu Sans Mono",
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
