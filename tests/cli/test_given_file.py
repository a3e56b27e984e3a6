from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from passerelle.cli.given_file import GivenFileError, given_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_given_file_is_read_plain_and_gzipped(tmp_path: Path) -> None:
    file = tmp_path / "card"
    for data in (b"the card", gzip.compress(b"the card")):
        file.write_bytes(data)
        assert given_file(file, "the card", longest=100) == b"the card"


@pytest.mark.parametrize(
    "data",
    [None, b"x" * 101, gzip.compress(b"x" * 101), gzip.compress(b"the card")[:-4]],
    ids=["absent", "long", "unpacks-long", "cut"],
)
def test_a_file_that_cannot_be_read_whole_is_refused(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "card"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(GivenFileError, match="the card file is absent, damaged or too long"):
        given_file(file, "the card file", longest=100)
