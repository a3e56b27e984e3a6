from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.chip.issuer import oid, tlv

from passerelle.documents.chip.der import DEEPEST, MOST_PARTS, DerError, Node, whole

LARGEST = 1 << 16


@pytest.mark.parametrize(
    ("data", "content"),
    [
        pytest.param(b"\x04\x02ab", b"ab", id="short"),
        pytest.param(b"\x04\x84\0\0\0\x02ab", b"ab", id="a-length-longer-than-needed"),
        pytest.param(b"\x04\x02abcd", b"ab", id="padding-after-it"),
        pytest.param(b"\x7f\x61\x01a", b"a", id="a-tag-of-two-bytes"),
        pytest.param(b"\x30\x80\x04\x01a\0\0", b"\x04\x01a", id="indefinite"),
    ],
)
def test_an_element_is_read(data: bytes, content: bytes) -> None:
    assert whole(data, LARGEST).content == content


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "cut short", id="nothing"),
        pytest.param(b"\x30", "cut short", id="no-length"),
        pytest.param(b"\x30\x05ab", "cut short", id="less-than-it-says"),
        pytest.param(b"\x30\x85\1\1\1\1\1", "larger than anything", id="a-length-of-five-bytes"),
        pytest.param(b"\x30\x82\1", "length is cut short", id="a-length-cut"),
        pytest.param(b"\x30\x80\x04\x01a", "cut short", id="indefinite-without-end"),
        pytest.param(b"\x04\x80ab\0\0", "no length", id="plain-and-indefinite"),
        pytest.param(b"\x7f\xff\xff\xff\xff\xff\1a", "larger than any", id="an-endless-tag"),
        pytest.param(b"\x30" * (LARGEST + 1), "larger than", id="too-large"),
    ],
)
def test_what_is_no_element_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DerError, match=reason):
        whole(data, LARGEST)


def descend(node: Node) -> None:
    while True:
        node = node.parts()[0]


@pytest.mark.parametrize("end", [b"", b"\0\0"], ids=["definite", "indefinite"])
def test_depth_is_bounded(end: bytes) -> None:
    data = b"\x04\0"
    for _ in range(DEEPEST + 2):
        data = b"\x30\x80" + data + end if end else tlv(0x30, data)
    with pytest.raises(DerError, match="nested"):
        descend(whole(data, LARGEST))


def test_the_number_of_parts_is_bounded() -> None:
    with pytest.raises(DerError, match="parts"):
        whole(tlv(0x30, b"\x05\0" * (MOST_PARTS + 1)), LARGEST).parts()


@pytest.mark.parametrize(
    "dotted", ["1.2.840.113549.1.7.2", "2.23.136.1.1.1", "2.999.3", "0.4.0.127.0.7.1.1.4.1.3"]
)
def test_an_identifier_is_read_as_it_was_written(dotted: str) -> None:
    assert whole(oid(dotted), LARGEST).oid() == dotted


def test_an_octet_string_in_parts_is_joined() -> None:
    assert whole(tlv(0x24, tlv(4, b"ab"), tlv(4, b"c")), LARGEST).octets() == b"abc"


def test_unused_bits_and_other_kinds_are_refused() -> None:
    with pytest.raises(DerError):
        whole(b"\x03\x02\x01\xfe", LARGEST).bits()
    with pytest.raises(DerError):
        whole(b"\x03\x00", LARGEST).bits()
    with pytest.raises(DerError):
        whole(b"\x04\x01a", LARGEST).integer()
    with pytest.raises(DerError):
        whole(b"\x06\x00", LARGEST).oid()
    with pytest.raises(DerError, match="container"):
        whole(b"\x04\x02\x04\x00", LARGEST).parts()


def test_numbers_have_their_sign() -> None:
    assert whole(b"\x02\x01\xff", LARGEST).integer() == -1


def walk(node: Node) -> int:
    try:
        return 1 + sum(walk(part) for part in node.parts())
    except DerError:
        return 1


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        node = whole(data, LARGEST)
    except DerError:
        return
    assert node.raw == data[: len(node.raw)]
    walk(node)
