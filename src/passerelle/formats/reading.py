"""Any known format, from bytes to drafts: the one way in, which never raises but for a wrong request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.errors import PasserelleError
from passerelle.formats import (
    csv_table,
    ftm_json,
    json_lines,
    ofac_sdn,
    recognised,
    sniff,
    uk_conlist,
    un_list,
)
from passerelle.formats.ofac_companion import Companions
from passerelle.formats.source import opened
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from passerelle.formats.mapping import Mapping
    from passerelle.formats.source import Peekable, Source

LISTS = {sniff.UN: un_list.read, sniff.UK: uk_conlist.read, sniff.FTM: ftm_json.read}
TABLES = ("csv", "xlsx", "json")
FORMATS = (*LISTS, sniff.OFAC, *TABLES)
MOST_EXPLAINED = 100_000


class FormatError(PasserelleError):
    """The request names a format that is not known, or one that needs a mapping."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the format {name!r} cannot be read so: {', '.join(TABLES)} need a mapping file, "
            f"and {', '.join((*LISTS, sniff.OFAC))} take none"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to read: one file, perhaps OFAC's companions, perhaps a format or a mapping."""

    source: Source
    alt: Source | None = None
    add: Source | None = None
    format: str = ""
    mapping: Mapping | None = None
    # A table without a mapping is read by the names of its columns, and a mapping is for a table alone.
    recognise: bool = False


def read(request: Request) -> Iterator[Draft | Explained]:
    """Every record, taken or explained; a file that breaks off ends in one explanation with its line."""
    check(request.format, request.mapping)
    explained = 0
    try:
        for item in _items(request, opened(request.source)):
            yield item
            explained += isinstance(item, Explained)
            if explained > MOST_EXPLAINED:
                raise UnreadableError(item.line, f"more than {MOST_EXPLAINED} records could not be taken")  # noqa: TRY301 - handled with the rest
    except UnreadableError as error:
        yield Explained(error.line, error.reason)


def _table(name: str) -> Callable[[Source, Mapping], Iterator[Draft | Explained]]:
    if name == "xlsx":
        # A second of importing, in every process that reads any file.
        from passerelle.formats import xlsx_table  # noqa: PLC0415 - see above

        return xlsx_table.read
    return csv_table.read if name == "csv" else json_lines.read


def check(name: str, mapping: Mapping | None) -> None:
    """Raises FormatError where name and mapping do not fit together."""
    if name and (name not in FORMATS or (name in TABLES) != (mapping is not None)):
        raise FormatError(name)
    if name and mapping and name != mapping.format:
        raise FormatError(name)


def _items(request: Request, source: Peekable) -> Iterator[Draft | Explained]:
    sniff.require_content(source)
    if request.mapping and not request.recognise:
        return _table(request.mapping.format)(source, request.mapping)
    name = request.format or sniff.sniff(source, tables=request.recognise)
    if name == sniff.TABLE:
        if request.mapping:
            return _table(request.mapping.format)(source, request.mapping)
        return recognised.read(source)
    if name == sniff.OFAC:
        alt = opened(request.alt) if request.alt else None
        return ofac_sdn.read(source, Companions(alt, opened(request.add) if request.add else None))
    return LISTS[name](source)
