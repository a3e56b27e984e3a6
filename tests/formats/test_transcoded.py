from __future__ import annotations

import io

import pytest

from passerelle.formats.source import Peekable, Pieces, whole
from passerelle.formats.transcoded import transcoded
from passerelle.formats.unreadable import UnreadableError

TEXT = "é€ž\n" * 3


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-16", ""), ("utf-16", "cp1252"), ("utf-8", ""), ("cp1250", "cp1250"), ("utf-8", "utf-8")],
)
def test_the_text_comes_out_as_utf_8_whatever_the_pieces(encoding: str, said: str) -> None:
    data = TEXT.encode(encoding)
    pieces = Pieces(data[place : place + 1] for place in range(len(data)))
    assert whole(transcoded(Peekable(pieces), said)).decode() == TEXT


def test_half_a_character_at_the_end_is_named_by_its_line() -> None:
    with pytest.raises(UnreadableError) as raised:
        whole(transcoded(Peekable(io.BytesIO("a\nb".encode("utf-16")[:-1])), ""))
    assert raised.value.line == 2
