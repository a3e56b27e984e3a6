"""The signs of a zone on pictures drawn here: where they stand, and which have the shape of a filler."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.documents.mrz import specimen

from passerelle.engines.zone_strip import strip

FONT = "DejaVuSansMono.ttf"


def page(zone: str, paper: int = 215) -> Image.Image:
    picture = Image.new("L", (1400, 700), paper)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 40 if zone.count("\n") == 2 else 34)
    draw.multiline_text((80, 60), "PASSPORT UTOPIA", font=font, fill=40)
    draw.multiline_text((80, 420), zone, font=font, fill=20, spacing=26)
    return picture


@pytest.mark.parametrize("name", ["TD1", "TD2", "TD3"])
@pytest.mark.parametrize("paper", [215, 90], ids=["bright", "dark"])
def test_fillers_are_told_by_their_shape(name: str, paper: int) -> None:
    zone = specimen.ALL[name]
    found = strip(page(zone, paper))
    assert found is not None
    told = ["".join("<" if filler else "." for *_, filler in line) for line in found.lines]
    assert told == ["".join("<" if sign == "<" else "." for sign in line) for line in zone.split("\n")]


def test_what_is_shown_to_a_reader_of_letters_has_no_filler() -> None:
    found = strip(page(specimen.TD3))
    assert found is not None
    first, last, filler = found.lines[0][-1]
    assert filler
    assert found.picture.crop((first, 0, last, found.step)).getextrema()[0] == 235


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(Image.new("L", (1400, 700), 200), id="nothing"),
        pytest.param(page(specimen.TD3.replace("<", " ")), id="no-fillers"),
        pytest.param(page(specimen.TD3).transpose(Image.Transpose.ROTATE_180), id="upside-down"),
        pytest.param(page("\n".join(line[:-2] for line in specimen.TD3.split("\n"))), id="too-few-signs"),
    ],
)
def test_a_picture_without_the_signs_of_a_zone_has_none(picture: Image.Image) -> None:
    assert strip(picture) is None
