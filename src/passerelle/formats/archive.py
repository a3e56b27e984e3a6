"""Whether a ZIP archive may be opened at all.

Python 3.11 opens archives whose entries overlap, so the central directory is
judged here before anything is unpacked: names, number, sizes, ratio, overlap.
"""

from __future__ import annotations

import io
import stat
import zipfile

from passerelle.formats.unreadable import UnreadableError

MOST_ENTRIES = 2_000
LARGEST_ENTRY = 128 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_FROM = 1 << 20
LOCAL_HEADER = 30  # bytes before the name in a local file header (APPNOTE 6.3.10, section 4.3.7)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def checked(data: bytes) -> zipfile.ZipFile:
    """The archive, found harmless to unpack; raises UnreadableError otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError):
        raise UnreadableError(0, "the archive is cut short or damaged") from None
    reason = _refused(entries, archive.start_dir)
    if reason:
        raise UnreadableError(0, f"the archive is refused: {reason}")
    return archive


def _refused(entries: list[zipfile.ZipInfo], directory: int) -> str:
    if len(entries) > MOST_ENTRIES:
        return f"it has more than {MOST_ENTRIES} entries"
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        return f"it unpacks to more than {LARGEST_TOTAL >> 20} MB"
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names):
        return "two entries have the same name"
    return next((reason for entry in entries if (reason := _refused_entry(entry))), "") or _overlap(
        entries, directory
    )


def _refused_entry(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if (
        name.startswith(("/", "\\"))
        or ".." in name.replace("\\", "/").split("/")
        or ":" in name
        or "\0" in name
    ):
        return "the name of an entry leads out of it"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "an entry is a symbolic link"
    if entry.flag_bits & 0x1 or entry.compress_type not in METHODS:
        return "an entry is encrypted or packed in a way that is not read"
    if entry.file_size > LARGEST_ENTRY:
        return f"an entry is larger than {LARGEST_ENTRY >> 20} MB"
    if entry.file_size > RATIO_FROM and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
        return f"an entry unpacks to more than {LARGEST_RATIO} times its size"
    return ""


def _overlap(entries: list[zipfile.ZipInfo], directory: int) -> str:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return "its entries overlap"
        end = entry.header_offset + LOCAL_HEADER + len(entry.filename.encode()) + entry.compress_size
    return "its entries overlap" if end > directory else ""
