from __future__ import annotations

import io
import stat
import zipfile

import pytest

from passerelle.formats.archive import MOST_ENTRIES, checked
from passerelle.formats.unreadable import UnreadableError


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return data.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("a")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_a_harmless_archive_is_opened() -> None:
    data = packed(("a/b.xml", b"text"), ("c..d", b"\0" * 1_000_000))
    assert checked(data).read("a/b.xml") == b"text"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed(*((str(n), b"") for n in range(MOST_ENTRIES + 1))), "entries"),
        (packed(("a/../../b", b"")), "leads out"),
        (packed(("C:b", b"")), "leads out"),
        (packed((link(), b"/etc/passwd")), "symbolic link"),
        (packed(("a", b"text"), method=zipfile.ZIP_BZIP2), "packed in a way"),
        (packed(("a", b"\0" * 3_000_000)), "200 times"),
        (packed(("a", b""))[:-5], "cut short"),
        (b"PK\x03\x04", "cut short"),
    ],
    ids=["many", "parent", "drive", "link", "method", "bomb", "cut", "none"],
)
def test_an_archive_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        checked(data)
