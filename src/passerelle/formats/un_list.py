"""The United Nations Security Council consolidated list, as its XML is published.

The publisher's id is the permanent reference number (LYi.021), which does not
change between editions. Good and Low aliases become alias and weakAlias.
Comments stay text: the relatives they name become nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.formats.gathered import Gathered, document, trimmed
from passerelle.formats.partial_date import approximate, date_range, partial_date, stated_date
from passerelle.formats.xml_record import Element, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.formats.source import Source

ROOT = "CONSOLIDATED_LIST"
AUTHORITY = "United Nations Security Council"
SCHEMATA = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
ALIASES = {"good": "alias", "low": "weakAlias", "a.k.a.": "alias", "f.k.a.": "previousName"}
GENDERS = {"male": "male", "female": "female"}
PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
PASSPORT = re.compile(r"passe?port|pasaporte", re.IGNORECASE)
# Words that some numbers carry before them, as in "service passport number SA0000000".
LABEL = re.compile(r".*(?:\bno\b\.?|\bnumber\b|\bnumero\b|n°)\s*:?\s*(?=\S*\d)", re.IGNORECASE)


def read(source: Source) -> Iterator[Draft | Explained]:
    """Every individual and entity of the list, taken or explained."""
    for record in records(source, ROOT, SCHEMATA):
        yield from _record(record)


def _record(record: Element) -> Iterator[Draft | Explained]:
    reference = record.of("REFERENCE_NUMBER") or record.of("DATAID")
    name = trimmed(" ".join(record.of(part) for part in NAME_PARTS))
    if not reference:
        yield Explained(record.line, "the record has neither REFERENCE_NUMBER nor DATAID")
        return
    if not name:
        yield Explained(record.line, "the record has no name")
        return
    made = Gathered(reference, SCHEMATA[record.tag], record.line)
    made.add("name", name)
    made.add("name", record.of("NAME_ORIGINAL_SCRIPT"))
    made.add("topics", "sanction")
    _aliases(record, made)
    _addresses(record, made)
    _texts(record, made)
    documents: tuple[Draft, ...] = ()
    if made.schema == "Person":
        documents = tuple(_person(record, made))
    yield made.draft()
    yield from documents
    yield _listing(record, reference)


def _aliases(record: Element, made: Gathered) -> None:
    for tag in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
        for alias in record.each(tag):
            # An alias of no stated quality is not known to be good.
            prop = ALIASES.get(alias.of("QUALITY").lower(), "weakAlias")
            made.add(prop, alias.of("ALIAS_NAME"))
            made.add("notes", _labelled("Alias", alias.of("NOTE")))
            if made.schema == "Person":
                made.add("birthDate", stated_date(alias.of("DATE_OF_BIRTH")), alias.of("DATE_OF_BIRTH"))
                made.add("birthPlace", _joined(alias, ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")))


def _addresses(record: Element, made: Gathered) -> None:
    for tag in ("INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS"):
        for address in record.each(tag):
            where = _joined(address, PLACE)
            # A country alone says where somebody is, and is no address.
            made.add("country" if where == address.of("COUNTRY") else "address", where)
            made.add("notes", _labelled("Address", address.of("NOTE")))


def _texts(record: Element, made: Gathered) -> None:
    made.add("notes", record.of("COMMENTS1"))
    made.add("notes", _labelled("Submitted by", record.of("SUBMITTED_BY")))


def _person(record: Element, made: Gathered) -> Iterator[Draft]:
    made.add("firstName", record.of("FIRST_NAME"))
    made.add("secondName", record.of("SECOND_NAME"))
    made.add_all("title", record.values("TITLE"))
    made.add_all("position", record.values("DESIGNATION"))
    made.add_all("nationality", record.values("NATIONALITY"))
    made.add("gender", GENDERS.get(record.of("GENDER").lower(), ""))
    for birth in record.each("INDIVIDUAL_DATE_OF_BIRTH"):
        _birth_date(birth, made)
    for birth in record.each("INDIVIDUAL_PLACE_OF_BIRTH"):
        made.add("birthPlace", _joined(birth, PLACE))
        made.add("notes", _labelled("Place of birth", birth.of("NOTE")))
    for paper in record.each("INDIVIDUAL_DOCUMENT"):
        yield from _paper(paper, made)


def _birth_date(birth: Element, made: Gathered) -> None:
    note, kind = birth.of("NOTE"), birth.of("TYPE_OF_DATE")
    stated = birth.of("DATE") or birth.of("YEAR")
    first, last = birth.of("FROM_YEAR"), birth.of("TO_YEAR")
    if first or last:
        form = date_range(first, last) if first and last else partial_date(first or last)
        made.add("birthDate", form, f"between {first} and {last}")
    elif stated:
        about = kind == "APPROXIMATELY"
        form = partial_date(stated[:10])
        original = f"circa {stated}" if about else stated
        made.add("birthDate", approximate(form) if about else form, original)
    else:
        made.add("birthDate", stated_date(note), note)
    made.add("notes", _labelled("Date of birth", note))


def _paper(paper: Element, made: Gathered) -> Iterator[Draft]:
    number, note = paper.of("NUMBER"), paper.of("NOTE")
    kinds = f"{paper.of('TYPE_OF_DOCUMENT')} {paper.of('TYPE_OF_DOCUMENT2')}"
    if not any(character.isdigit() for character in number):
        made.add("notes", _labelled(trimmed(kinds), trimmed(f"{number} {note}")))
        return
    yield document(
        made,
        number=LABEL.sub("", number),
        original=number,
        kind=paper.of("TYPE_OF_DOCUMENT2") or paper.of("TYPE_OF_DOCUMENT"),
        country=paper.of("ISSUING_COUNTRY") or paper.of("COUNTRY_OF_ISSUE"),
        issued=partial_date(paper.of("DATE_OF_ISSUE")),
        note=trimmed(f"{paper.of('CITY_OF_ISSUE')} {note}"),
        passport=bool(PASSPORT.search(kinds)),
    )


def _listing(record: Element, reference: str) -> Draft:
    made = Gathered(f"{reference}.listing", "Sanction", record.line)
    made.add("entity", reference)
    made.add("authority", AUTHORITY)
    made.add("program", record.of("UN_LIST_TYPE"))
    made.add("unscId", reference)
    made.add("recordId", record.of("DATAID"))
    made.add("listingDate", partial_date(record.of("LISTED_ON")[:10]))
    return made.draft(records=0)


def _joined(element: Element, tags: tuple[str, ...]) -> str:
    return ", ".join(text for text in (element.of(tag) for tag in tags) if text)


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""
