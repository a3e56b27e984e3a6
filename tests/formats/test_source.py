from __future__ import annotations

import gzip
import hashlib

import pytest

from passerelle.formats.source import RATIO_FROM, Bounded, Gunzipped, Peekable, Pieces, opened
from passerelle.formats.unreadable import UnreadableError

NOISE = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(3_000))


def everything(source: Peekable | Bounded | Gunzipped | Pieces) -> bytes:
    return b"".join(iter(lambda: source.read(1000), b""))


def test_pieces_are_read_in_order_and_no_more_than_asked() -> None:
    pieces = Pieces([b"abc", b"", b"de"])
    assert [pieces.read(2) for _ in range(4)] == [b"ab", b"c", b"de", b""]


def test_looking_at_the_beginning_takes_nothing_away() -> None:
    source = Peekable(Pieces([b"ab", b"cd"]))
    assert (source.head(3), source.head(9)) == (b"abc", b"abcd")
    assert everything(source) == b"abcd"


def test_a_bound_lets_its_size_through_and_not_one_byte_more() -> None:
    assert everything(Bounded(Pieces([b"x" * 10]), 10)) == b"x" * 10
    with pytest.raises(UnreadableError):
        everything(Bounded(Pieces([b"x" * 11]), 10))


@pytest.mark.parametrize("size", [1, 7, 100_000], ids=str)
def test_members_of_a_gzip_file_follow_one_another(size: int) -> None:
    packed = gzip.compress(NOISE[:500]) + gzip.compress(b"end") + b"\0" * 100
    pieces = Pieces(packed[start : start + size] for start in range(0, len(packed), size))
    assert everything(opened(pieces)) == NOISE[:500] + b"end"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(NOISE)[:-9], "cut short"),
        (gzip.compress(NOISE)[:10] + b"\xff" * 90, "damaged"),
        (gzip.compress(gzip.compress(b"a")), "inside a gzip"),
        (gzip.compress(b"\0" * 3 * RATIO_FROM), "150 times"),
    ],
    ids=["cut", "damaged", "twice", "bomb"],
)
def test_a_bad_gzip_file_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        everything(opened(Pieces([data])))


def test_damage_at_the_very_beginning_is_on_the_first_line() -> None:
    with pytest.raises(UnreadableError) as caught:
        opened(Pieces([gzip.compress(NOISE)[:10] + b"\xff" * 90])).head(2)
    assert caught.value.line == 1


def altered(data: bytes, at: int) -> bytes:
    return bytes(byte ^ 0xFF if place == at % len(data) else byte for place, byte in enumerate(data))


@pytest.mark.parametrize("at", [-6, -2], ids=["checksum", "length"])
@pytest.mark.parametrize("size", [1000, 100_000], ids=str)
def test_all_that_comes_before_the_damage_is_handed_out(at: int, size: int) -> None:
    source, good = opened(Pieces([altered(gzip.compress(NOISE), at)])), b""
    while len(good) < len(NOISE):
        good += source.read(size)
    assert good == NOISE
    with pytest.raises(UnreadableError, match="checksum"):
        source.read(size)


def test_what_follows_the_last_member_is_damage_and_no_wrong_checksum() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        everything(opened(Pieces([gzip.compress(NOISE) + b"rubbish"])))


def test_a_small_file_may_be_mostly_repetition() -> None:
    assert len(everything(opened(Pieces([gzip.compress(b"\0" * (RATIO_FROM - 1))])))) == RATIO_FROM - 1
