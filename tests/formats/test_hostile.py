"""Hostile files, each through the one way in: one clear error with a line, and what was good stays."""

from __future__ import annotations

import gzip
import hashlib
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.core.draft import Draft, Explained
from passerelle.formats import ftm_json
from passerelle.formats.reading import Request, read
from passerelle.formats.source import Pieces, opened
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = b'{"id": "a", "schema": "Person", "properties": {"name": ["Ana"]}}\n'
ROW = b'1,"TESKEL, Ilmo","individual","TCO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'


def gigabyte(start: bytes, filler: bytes) -> Iterator[bytes]:
    yield start
    for _ in range(1024):
        yield filler * (1_048_576 // len(filler))


@pytest.mark.parametrize(
    ("start", "filler"),
    [
        (GOOD, b"x"),
        (ROW, b"y"),
        (ROW + b'2,"', b"y\n"),
        (GOOD + b'{"id": "b", "schema": "Person", "properties": {"name": ["', b"z"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", b"<a>text</a>"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", b"<a>"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL ", b"a"),
        (b"<CONSOLIDATED_LIST><!-- ", b"> <"),
    ],
    ids=["json", "csv", "open-quote", "open-value", "record", "depth", "tag", "comment"],
)
def test_a_gigabyte_ends_early_in_one_error(start: bytes, filler: bytes) -> None:
    before = time.process_time()
    items = list(read(Request(source=Pieces(gigabyte(start, filler)))))
    explained = [item for item in items if isinstance(item, Explained)]
    assert len(explained) == 1
    good = start.startswith((GOOD, ROW))
    assert sum(i.records for i in items if isinstance(i, Draft)) == int(good)
    assert explained[0].line == (2 if good else 1)
    assert time.process_time() - before < 5


def test_a_file_beyond_the_bound_keeps_what_came_before() -> None:
    taken = ftm_json.read(opened(Pieces(GOOD for _ in range(80_000)), 1 << 20))
    read_lines: list[object] = []
    with pytest.raises(UnreadableError) as caught:
        read_lines.extend(taken)
    assert "larger than 1 MB" in caught.value.reason
    assert caught.value.line > 1000


@pytest.mark.parametrize(
    ("lines", "cut"), [(900, 20), (900, 400), (15, 60)], ids=["short-cut", "long-cut", "short-file"]
)
def test_a_truncated_gzip_keeps_what_came_before(taken: Any, lines: int, cut: int) -> None:
    ids = (hashlib.sha512(b"%d" % number).hexdigest().encode() for number in range(lines))
    packed = gzip.compress(b"".join(GOOD.replace(b'"a"', b'"%s"' % name) for name in ids))
    drafts, explained = taken(packed[:-cut])
    assert len(explained) == 1
    assert "cut short" in explained[0].reason
    assert 0 < sum(draft.records for draft in drafts) == explained[0].line - 1


def test_a_gzip_bomb_is_stopped_by_its_ratio() -> None:
    def bomb() -> Iterator[bytes]:
        packer = zlib.compressobj(wbits=31)
        yield packer.compress(GOOD)
        for _ in range(2000):
            yield packer.compress(b"\n" * 1_000_000)
        yield packer.flush()

    items = list(read(Request(source=Pieces(bomb()))))
    assert isinstance(items[0], Draft)
    assert len(items) == 2
    assert "150 times" in items[1].reason  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (GOOD.decode().encode("utf-16"), "UTF-16"),
        (GOOD.decode().encode("utf-32"), "UTF-16 or UTF-32"),
        (b"\0" * 5000, "NUL"),
        (gzip.compress(gzip.compress(GOOD)), "inside a gzip"),
        (b"<html><body>", "XML"),
        (b"hello, world\n", "not known"),
        (b'{"a": 1}\n', "mapping"),
        (b"PK\x03\x04" + b"\0" * 100, "ZIP"),
        (b"\x1f\x8b\x08garbage that is no gzip stream", "gzip"),
        (bytes(range(128, 256)) * 100, "not known"),
    ],
    ids=["empty", "blank", "utf16", "utf32", "nul", "twice", "html", "text", "json", "zip", "gz", "binary"],
)
def test_what_cannot_be_read_is_one_error(taken: Any, data: bytes, reason: str) -> None:
    drafts, explained = taken(data)
    assert not drafts
    assert len(explained) == 1
    assert reason in explained[0].reason


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"id": "b", "sch\0ema": "Person"}\n', "NUL"),
        (b'{"id": "\xff"}\n', "not UTF-8"),
        (b"[1, 2]\n", "no object"),
        (b"[" * 100_000 + b"\n", "nested"),
        (b'{"id": "b"}\n', "no id"),
        (b'{"schema": "Person", "properties": {}}\n', "no id"),
        (b'{"id": "b", "schema": "Person", "properties": 3}\n', "no object"),
        (b'{"entity_id": "b", "schema": "Person"}\n', "neither"),
        (b'{"id": "b", "schema": "Person", "properties": {"name": [' + b"1" * 5000 + b"]}}\n", "JSON"),
    ],
    ids=["nul", "encoding", "list", "deep", "no-schema", "no-id", "properties", "neither", "digits"],
)
def test_a_bad_line_is_explained_and_the_next_is_taken(taken: Any, bad: bytes, reason: str) -> None:
    drafts, explained = taken(GOOD + bad + GOOD)
    assert [draft.line for draft in drafts] == [1, 3]
    assert explained[0].line == 2
    assert reason in explained[0].reason


def test_a_flood_of_bad_lines_is_stopped(taken: Any) -> None:
    drafts, explained = taken(GOOD + b"{\n" * 150_000)
    assert len(drafts) == 1
    assert len(explained) == 100_002
    assert "could not be taken" in explained[-1].reason


@pytest.mark.parametrize("name", ["un_2031.xml", "sdn.csv", "uk_2031.csv"])
def test_the_size_of_the_pieces_changes_nothing(sample: Any, taken: Any, name: str) -> None:
    assert taken(sample(name), size=7) == taken(sample(name))


@pytest.mark.parametrize("name", ["un_2031.xml", "sdn.csv", "uk_2031.csv"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_bytes_ends_in_drafts_and_explanations(
    sample: Any, taken: Any, name: str, data: st.DataObject
) -> None:
    content = bytearray(sample(name))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = at + data.draw(st.integers(0, 40))
        content[at:end] = data.draw(st.binary(max_size=20))
    drafts, explained = taken(bytes(content))
    assert all(item.line >= 0 and item.reason for item in explained)
    assert all(fact.value and draft.publisher_id for draft in drafts for fact in draft.facts)


def test_no_reason_repeats_a_value_of_the_record(sample: Any, taken: Any) -> None:
    for name in ("un_2031.xml", "sdn.csv", "uk_2031.csv"):
        _, explained = taken(sample(name)[:-30].replace(b",", b"", 1))
        for item in explained:
            assert not {"TESKEL", "Teskel", "ZZ0000017", "Orla", "VARO"} & set(item.reason.split())
