"""A paper in Typst: facts, a legend, tables; the same values give the same text.

The text is written here and set by the compiler. Nothing that came from a file
is ever read as markup: it stands in strings. The date is one of what the paper
is about, so that no clock changes its bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

HEAD = """\
#set document(title: {title}, date: datetime(year: {on.year}, month: {on.month}, day: {on.day}))
#set page(paper: "a4", flipped: true, margin: (x: 12mm, y: 14mm), header: text(8pt, {handling}),
  footer: context text(8pt)[#{reference} #h(1fr) #counter(page).display("1 / 1", both: true)])
#set text(font: ("Libertinus Serif", "New Computer Modern"), size: 9pt, lang: {language})
#set table(stroke: 0.3pt, inset: 3pt)
#set heading(numbering: none)
#show table.cell.where(y: 0): set text(weight: "bold")
= #{title}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """A table with its heading and the names of its columns; `widths` are parts of the line."""

    title: str
    header: Sequence[str]
    widths: Sequence[str]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper: what it is, under which handling, what it says first, and its tables."""

    title: str
    language: str
    reference: str
    handling: str
    on: date
    facts: Mapping[str, str]
    legend: Sequence[str]
    tables: Sequence[PaperTable]


def source(paper: Paper) -> str:
    """The text that the compiler sets."""
    return "".join(_parts(paper))


def _parts(paper: Paper) -> Iterator[str]:
    yield HEAD.format(
        title=_string(paper.title),
        handling=_string(paper.handling),
        reference=_string(paper.reference),
        language=_string(paper.language),
        on=paper.on,
    )
    yield "#table(columns: (auto, 1fr), stroke: none,\n"
    for name, said in paper.facts.items():
        yield f"  strong({_string(name)}), {_string(said)},\n"
    yield ")\n"
    for line in paper.legend:
        yield f"#par({_string(line)})\n"
    for table in paper.tables:
        yield from _table(table)


def _table(table: PaperTable) -> Iterator[str]:
    yield f"== #{_string(table.title)}\n#table(columns: ({', '.join(table.widths)},),\n"
    yield f"  table.header({', '.join(map(_string, table.header))}),\n"
    for row in table.rows:
        yield f"  {', '.join(map(_string, row))},\n"
    yield ")\n"


def _string(text: str) -> str:
    """A string of Typst: its escapes are those of JSON but for the way a code point is written."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return json.dumps(plain, ensure_ascii=False)
