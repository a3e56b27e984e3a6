"""OFAC's list of specially designated nationals: SDN.CSV, with ALT.CSV and ADD.CSV where they are given.

Columns are those of the publisher's data specification; `-0-` is its sign for
nothing. The publisher's id is the entity number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.formats.gathered import Gathered, trimmed
from passerelle.formats.lines import Lines
from passerelle.formats.ofac_companion import Companions
from passerelle.formats.ofac_remark import Remark, read_remark
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source

ENCODINGS = ("utf-8", "cp1252")
AUTHORITY = "Office of Foreign Assets Control"
COLUMNS = 12
NUMBER, NAME, TYPE, PROGRAM, TITLE, CALL_SIGN, VESSEL_TYPE, TONNAGE, GROSS, FLAG, OWNER, REMARKS = range(
    COLUMNS
)
SCHEMATA = {
    "individual": "Person",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "-0-": "Organization",
    "": "Organization",
}
MOST_NAMES = 1_000_000


@dataclass(slots=True)
class _Links:
    """Names of the list and the links that wait for one of them."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    waiting: list[tuple[Gathered, str]] = field(default_factory=list)

    def learn(self, name: str, number: str, line: int) -> None:
        if len(self.ids) > MOST_NAMES:
            raise UnreadableError(line, f"the list has more than {MOST_NAMES} names; split the file")
        self.ids.setdefault(trimmed(name).upper(), set()).add(number)

    def drafts(self) -> Iterator[Draft]:
        """A link for every name that is the name of exactly one entity of the list."""
        for subject, name in self.waiting:
            targets = self.ids.get(trimmed(name).upper(), set()) - {subject.publisher_id}
            if len(targets) == 1:
                yield _link(subject, next(iter(targets)))


def read(source: Source, companions: Companions | None = None) -> Iterator[Draft | Explained]:
    """Every row of the list, and of its companions, taken or explained."""
    companions = companions or Companions()
    yield from companions.explained
    links = _Links()
    for row in rows(Lines(source, ENCODINGS)):
        if isinstance(row, Explained):
            yield row
        elif reason := _unusable(row):
            yield Explained(row.line, reason)
        else:
            yield from _row(row, companions, links)
    # A reading that ends in an explanation counts as broken off, so the links come last.
    yield from companions.orphans()
    yield from links.drafts()


def _unusable(row: Row) -> str:
    if len(row.cells) != COLUMNS:
        return f"the row has {len(row.cells)} columns and not {COLUMNS}"
    if not row.cells[NUMBER].strip().isdigit():
        return "the first column is no entity number"
    if not trimmed(row.cells[NAME]).strip("-0 "):
        return "the row has no name"
    if row.cells[TYPE].strip().lower() not in SCHEMATA:
        return "the third column is none of individual, vessel, aircraft and -0-"
    return ""


def _row(row: Row, companions: Companions, links: _Links) -> Iterator[Draft]:
    cells = [trimmed(cell) for cell in row.cells]
    number = cells[NUMBER]
    subject = Gathered(number, SCHEMATA[cells[TYPE].lower()], row.line)
    remark = Remark(subject, _listing(cells, row.line), [], [])
    links.learn(cells[NAME], number, row.line)
    _names(cells[NAME], subject)
    subject.add("topics", "sanction")
    subject.add("position" if subject.schema == "Person" else "notes", cells[TITLE])
    _craft(cells, subject)
    joined = companions.join(subject)
    if cells[REMARKS] != "-0-":
        read_remark(row.cells[REMARKS], remark)
    links.waiting += [(subject, name) for name in remark.linked]
    yield subject.draft(1 + joined)
    yield from remark.drafts
    yield remark.listing.draft(records=0)


def _names(name: str, subject: Gathered) -> None:
    family, comma, given = name.partition(", ")
    if subject.schema == "Person" and comma:
        subject.add("name", f"{given} {family}", name)
        subject.add("lastName", family)
        subject.add("firstName", given)
    else:
        subject.add("name", name)


def _craft(cells: list[str], subject: Gathered) -> None:
    if subject.schema == "Vessel":
        subject.add("callSign", cells[CALL_SIGN])
        subject.add("tonnage", cells[TONNAGE].replace(",", ""))
        subject.add("grossRegisteredTonnage", cells[GROSS].replace(",", ""))
        subject.add("flag", cells[FLAG])
    if subject.schema in {"Vessel", "Airplane"}:
        subject.add("type", cells[VESSEL_TYPE])
    if cells[OWNER] != "-0-":
        subject.add("notes", f"Owner: {cells[OWNER]}")


def _listing(cells: list[str], line: int) -> Gathered:
    made = Gathered(f"{cells[NUMBER]}.listing", "Sanction", line)
    made.add("entity", cells[NUMBER])
    made.add("authority", AUTHORITY)
    made.add("authorityId", cells[NUMBER])
    made.add_all("program", cells[PROGRAM].split("] ["))
    return made


def _link(subject: Gathered, target: str) -> Draft:
    made = Gathered(f"{subject.publisher_id}.linked.{target}", "UnknownLink", subject.line)
    made.add("subject", subject.publisher_id)
    made.add("object", target)
    made.add("role", "Linked To")
    return made.draft(records=0)
