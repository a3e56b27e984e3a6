"""The consolidated list of financial sanctions targets of the United Kingdom (CSV, layout of 2018).

One target has many rows, one for each name and date of birth, scattered over a
list that is sorted by name; Group ID holds them together. The UN reference in
the remarks is kept, so that this list can be joined to the UN's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.formats.gathered import Gathered, document, trimmed
from passerelle.formats.lines import Lines
from passerelle.formats.numbered_list import listed
from passerelle.formats.partial_date import partial_date, stated_date
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source

ENCODINGS = ("utf-8", "cp1252")
AUTHORITY = "HM Treasury"
FIRST_CELL = "Last Updated"
HEADER = [
    "Name 6",
    "Name 1",
    "Name 2",
    "Name 3",
    "Name 4",
    "Name 5",
    "Title",
    "DOB",
    "Town of Birth",
    "Country of Birth",
    "Nationality",
    "Passport Details",
    "NI Number",
    "Position",
    "Address 1",
    "Address 2",
    "Address 3",
    "Address 4",
    "Address 5",
    "Address 6",
    "Post/Zip Code",
    "Country",
    "Other Information",
    "Group Type",
    "Alias Type",
    "Regime",
    "Listed On",
    "Last Updated",
    "Group ID",
]
# The published order of a name: given names, then what the publisher calls Name 6.
NAME_PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
ADDRESS_PARTS = (*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code", "Country")
SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
NAMES = {"prime alias": "name", "aka": "alias", "fka": "previousName"}
UN_REFERENCE = re.compile(
    r"\bUN\s*Ref(?:erence)?\s*(?:No\.?|number)?\s*[:.]?\s*(?P<reference>[A-Z]{2}[ie]\.\d{3}\b|[A-Z0-9]+(?:\.[A-Z0-9]+){2,4})",
    re.IGNORECASE,
)
PERMANENT = re.compile(r"[A-Z]{2}[ie]\.\d{3}", re.IGNORECASE)
PAPER = re.compile(
    r"(?:.*?(?:\bno\b\.?|\bnumber\b)\s*:?\s*)?(?P<number>(?=[\w\-/. ]*\d)[A-Z]{0,6}[ \-/.]?\d[\w\-/.]*)",
    re.IGNORECASE,
)
# Where words come first, as in "Italian Fiscal Code …", the number is the first long token with figures.
WORDED = re.compile(r"(?<!\w)(?P<number>(?=\w*\d{2})[A-Z0-9][\w\-/]{4,})")
DATED = re.compile(r"issued|expir|valid|revoked|\bborn\b|\bson of\b", re.IGNORECASE)
COUNTRY = re.compile(r"\((?P<country>[A-Z][a-z][A-Za-z \-]+?)(?: passport\b[^)]*| national\b[^)]*)?\)")
STATED = r"\s*(?:on|in)?\s*(?P<date>\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
ISSUED = re.compile(r"issued" + STATED, re.IGNORECASE)
EXPIRES = re.compile(r"expir(?:ed|es|y date|ation)\b:?" + STATED, re.IGNORECASE)
MOST_GROUPS = 500_000


@dataclass(slots=True)
class _Group:
    """What the rows of one target say together."""

    made: Gathered
    listing: Gathered
    documents: dict[str, Draft] = field(default_factory=dict)
    records: int = 0


def read(source: Source) -> Iterator[Draft | Explained]:
    """Every row of the list, taken into its target or explained."""
    groups: dict[str, _Group] = {}
    failure: UnreadableError | None = None
    try:
        for row in _rows(source):
            explained = row if isinstance(row, Explained) else _take(row, groups)
            if explained:
                yield explained
    except UnreadableError as error:
        failure = error
    for group in groups.values():
        yield group.made.draft(group.records)
        yield from group.documents.values()
        yield group.listing.draft(records=0)
    if failure:
        # The rows that were read stand; the reader of this list is told of the rest last.
        raise failure


def _rows(source: Source) -> Iterator[Row | Explained]:
    table = rows(Lines(source, ENCODINGS))
    expected = (FIRST_CELL, HEADER[0])
    for number, row in enumerate(table):
        if number >= len(expected):
            yield row
        elif isinstance(row, Explained) or row.cells[0].strip() != expected[number]:
            raise UnreadableError(number + 1, f"this line of a UK list begins with {expected[number]}")
        elif number == 1 and [cell.strip() for cell in row.cells] != HEADER:
            raise UnreadableError(row.line, "the columns are not those of the UK list as published in 2018")


def _take(row: Row, groups: dict[str, _Group]) -> Explained | None:
    if len(row.cells) != len(HEADER):
        return Explained(row.line, f"the row has {len(row.cells)} columns and not {len(HEADER)}")
    cells = dict(zip(HEADER, (trimmed(cell) for cell in row.cells), strict=True))
    number, schema = cells["Group ID"], SCHEMATA.get(cells["Group Type"].lower(), "")
    if not number.isdigit():
        return Explained(row.line, "the row has no Group ID")
    if not schema:
        return Explained(row.line, "the Group Type is none of Individual, Entity and Ship")
    if not any(cells[part] for part in NAME_PARTS):
        return Explained(row.line, "the row has no name")
    if number not in groups:
        if len(groups) >= MOST_GROUPS:
            raise UnreadableError(row.line, f"more than {MOST_GROUPS} targets in one list; split the file")
        groups[number] = _group(number, schema, row.line)
    _add(cells, groups[number])
    return None


def _group(number: str, schema: str, line: int) -> _Group:
    made, listing = Gathered(number, schema, line), Gathered(f"{number}.listing", "Sanction", line)
    made.add("topics", "sanction")
    listing.add("entity", number)
    listing.add("authority", AUTHORITY)
    listing.add("authorityId", number)
    return _Group(made, listing)


def _add(cells: dict[str, str], group: _Group) -> None:
    made = group.made
    group.records += 1
    made.add(NAMES.get(cells["Alias Type"].lower(), "alias"), " ".join(cells[part] for part in NAME_PARTS))
    where = ", ".join(cells[part] for part in ADDRESS_PARTS if cells[part])
    made.add("country" if where == cells["Country"] else "address", where)
    made.add("notes", cells["Other Information"])
    if made.schema == "Person":
        _person(cells, group)
    group.listing.add("program", cells["Regime"])
    group.listing.add("listingDate", partial_date(cells["Listed On"]))
    for match in UN_REFERENCE.finditer(cells["Other Information"]):
        group.listing.add("unscId", _reference(match["reference"]))


def _reference(text: str) -> str:
    text = text.strip(".")
    return text[:2].upper() + text[2:].lower() if PERMANENT.fullmatch(text) else text.upper()


def _person(cells: dict[str, str], group: _Group) -> None:
    made = group.made
    made.add("title", cells["Title"])
    made.add("birthDate", stated_date(cells["DOB"]), cells["DOB"])
    for column, prop in (("Nationality", "nationality"), ("Position", "position")):
        made.add_all(prop, listed(cells[column]))
    towns, countries = listed(cells["Town of Birth"]), listed(cells["Country of Birth"])
    if len(towns) <= 1 and len(countries) <= 1:
        made.add("birthPlace", ", ".join((*towns, *countries)))
    else:
        # Two lists of one cell each are not aligned by the publisher, so they are not joined here.
        made.add_all("birthPlace", towns)
        made.add_all("birthCountry", countries)
    for paper in listed(cells["Passport Details"]):
        _paper(paper, group, passport=True)
    for paper in listed(cells["NI Number"]):
        _paper(paper, group, passport=False)


def _paper(text: str, group: _Group, *, passport: bool) -> None:
    match = PAPER.match(text) or WORDED.search(DATED.split(text)[0])
    if not match:
        group.made.add("notes", f"{'Passport' if passport else 'National identification'}: {text}")
        return
    country, issued, expires = (pattern.search(text) for pattern in (COUNTRY, ISSUED, EXPIRES))
    made = document(
        group.made,
        number=match["number"].strip(" ."),
        country=country["country"] if country else "",
        issued=partial_date(issued["date"]) if issued else "",
        expires=partial_date(expires["date"]) if expires else "",
        passport=passport,
        note=text,
        original=text,
    )
    group.documents.setdefault(made.publisher_id, made)
