"""Which format bytes are in, by their content and never by a name."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from passerelle.formats.source import Peekable

HEAD = 4096
UN, OFAC, UK, FTM, ZIP, TABLE = "un", "ofac", "uk", "ftm", "zip", "table"
UN_ROOT = re.compile(rb"<CONSOLIDATED_LIST[\s>]")
OFAC_ROW = re.compile(rb'\d{1,7},"?[^\r\n]*?"?,(?:-0- ?|"?(?:individual|vessel|aircraft)"?) ?,')
OFAC_COMPANION = re.compile(rb'\d{1,7},\d{1,7},"?(?:aka|fka|nka|-0-|[^,\r\n]*)"?[^\r\n]*-0-')
FTM_LINE = re.compile(rb'\s*\{.*?"(?:schema|prop)"\s*:', re.DOTALL)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
KNOWN = "the UN list (XML), OFAC's SDN.CSV, the UK list (CSV), FollowTheMoney JSON lines"


def sniff(source: Peekable, *, tables: bool = False) -> str:
    """The format of the source; raises UnreadableError where it is none that is read without a mapping.

    With `tables`, a table of whatever columns is TABLE; only its reader can say whether it knows them.
    """
    head = require_content(source).removeprefix(codecs.BOM_UTF8)
    if head.startswith(b"PK\x03\x04"):
        if tables:
            return TABLE
        raise UnreadableError(0, "this is a ZIP archive or a workbook: give a mapping file to read an XLSX")
    text = head.lstrip()
    if text.startswith(b"<"):
        return _xml(text)
    if text.startswith(b"{"):
        if FTM_LINE.match(text):
            return FTM
        if tables:
            return TABLE
        raise UnreadableError(1, "these JSON lines are no FollowTheMoney entities: give a mapping file")
    return _table(head, tables=tables)


def require_content(source: Peekable) -> bytes:
    """The first bytes of the source; raises UnreadableError where it is empty or in an encoding not read."""
    head = source.head(HEAD)
    if not head.strip():
        raise UnreadableError(0, "the file is empty")
    if head.startswith(UTF_16):
        raise UnreadableError(1, "the file is in UTF-16 or UTF-32; save it as UTF-8")
    return head


def _xml(text: bytes) -> str:
    # A document type declaration is refused by the reader, with its line.
    if UN_ROOT.search(text) or b"<!DOCTYPE" in text:
        return UN
    raise UnreadableError(1, f"this XML is none that is read here; known are {KNOWN}")


def _table(head: bytes, *, tables: bool) -> str:
    first = head.split(b"\n", 1)[0]
    if first.startswith(b"Last Updated,"):
        return UK
    if OFAC_ROW.match(first):
        return OFAC
    if OFAC_COMPANION.match(first):
        raise UnreadableError(
            1, "this looks like OFAC's ALT.CSV or ADD.CSV: give SDN.CSV, they are read beside it"
        )
    if b"\0" in head:
        raise UnreadableError(1, "the file holds NUL bytes and is no text")
    if tables:
        return TABLE
    raise UnreadableError(1, f"the format is not known: give a mapping file, or one of {KNOWN}")
