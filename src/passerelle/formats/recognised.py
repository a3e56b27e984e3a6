"""A table whose columns say by their names what they hold, read without a mapping.

Only names of columns are looked at, trimmed and in any case. A table is
recognised by a column that names somebody; its other columns are read where
they are known and left aside where not. Rows of one id are one record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from passerelle.core.draft import Draft, Explained
from passerelle.formats import sniff
from passerelle.formats.cleaned import DATES, cleaned
from passerelle.formats.gathered import Gathered, trimmed
from passerelle.formats.json_record import objects
from passerelle.formats.lines import Lines
from passerelle.formats.partial_date import stated_date
from passerelle.formats.table import Row, rows
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from passerelle.formats.source import Peekable

ENCODINGS = ("utf-8", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
ID = "id"
# Property of FollowTheMoney, or ours where it has none for the part; then the columns' names.
COLUMNS = {
    ID: "id rec_id record_id recid unique_id uid person_id entity_id customer_id reference ref",
    "schema": "schema",
    "name": "full_name fullname name person_name complete_name entity_name company_name nom_complet",
    "alias": "alias aliases aka other_names also_known_as",
    "firstName": "given_name given_names givenname first_name firstname forename forenames fname prenom",
    "middleName": "middle_name middlename second_name patronymic",
    "lastName": "surname last_name lastname family_name familyname lname sname nom",
    "birthDate": "date_of_birth dob birth_date birthdate birthday date_birth born date_de_naissance",
    "houseNumber": "street_number house_number street_no",
    "street": "address_1 address1 address_line_1 street street_name address adresse",
    "street2": "address_2 address2 address_line_2",
    "city": "suburb city town locality ville",
    "postalCode": "postcode post_code postal_code zip zip_code zipcode code_postal",
    "state": "state region province county",
    "passportNumber": "passport passport_number passport_no",
    "idNumber": "soc_sec_id ssn id_number national_id national_id_number document_number document_no",
    "taxNumber": "tax_number tax_id",
    "registrationNumber": "registration_number company_number",
    "phone": "phone phone_number telephone mobile mobile_number tel",
    "email": "email e_mail email_address mail",
}
PROPERTY = {name: prop for prop, names in COLUMNS.items() for name in names.split()}
NAMING = frozenset({"name", "firstName", "lastName"})
# Whoever has these is a person; a name alone may be a company's.
OF_PERSONS = frozenset({"firstName", "lastName", "birthDate", "passportNumber"})
SEVERAL = re.compile(r"\s*[;|]\s*")
SEPARATORS = re.compile(r"[\s\-./]+")
KNOWN = "no column names anybody: give a mapping file, or call columns name, given_name, surname or full_name"


def read(source: Peekable) -> Iterator[Draft | Explained]:
    """Every row, taken or explained; raises UnreadableError where no column names anybody."""
    head = source.head(sniff.HEAD)
    if head.startswith(b"PK\x03\x04"):
        yield from _table(_sheet(source))
    elif head.lstrip()[:1] == b"{":
        yield from _lines(source)
    else:
        yield from _table(rows(Lines(source, ENCODINGS), _delimiter(head)))


def _sheet(source: Peekable) -> Iterator[Row]:
    # The library of workbooks is imported for workbooks alone.
    from passerelle.formats import xlsx_table  # noqa: PLC0415 - it takes longer than most files

    return (Row(line, cells) for line, cells in xlsx_table.sheet_rows(source, "") if any(cells))


def _delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("latin-1")
    return max(DELIMITERS, key=first.count)


def _table(table: Iterator[Row | Explained]) -> Iterator[Draft | Explained]:
    places: dict[str, list[int]] | None = None
    width = 0
    for row in table:
        match row:
            case Explained():
                yield row
            case Row() if places is None:
                places, width = _places(row.cells, row.line), len(row.cells)
            case Row() if len(row.cells) > width and any(map(str.strip, row.cells[width:])):
                yield Explained(row.line, f"the row has {len(row.cells)} columns and the header has {width}")
            case Row():
                yield _draft(row.line, _cells(row.cells, places or {}), frozenset(places or {}))


def _places(header: list[str], line: int) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        prop = PROPERTY.get(spelled(name))
        if prop:
            places.setdefault(prop, []).append(place)
    if not NAMING & places.keys():
        raise UnreadableError(line, KNOWN)
    return places


def spelled(column: str) -> str:
    """The column's name as it is recognised: trimmed, in small letters, with underscores."""
    return SEPARATORS.sub("_", column.strip().strip("\ufeff").casefold())


def _cells(cells: list[str], places: Mapping[str, list[int]]) -> dict[str, list[str]]:
    return {prop: [cells[at] for at in held if at < len(cells)] for prop, held in places.items()}


def _lines(source: Peekable) -> Iterator[Draft | Explained]:
    for item in objects(source):
        if isinstance(item, Explained):
            yield item
            continue
        line, record = item
        values: dict[str, list[str]] = {}
        for name, value in record.items():
            prop = PROPERTY.get(spelled(name))
            if prop:
                values.setdefault(prop, []).extend(_texts(value))
        yield _draft(line, values, frozenset(values))


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in _texts(one) if not isinstance(one, list)]
    return [str(value)] if isinstance(value, str | int | float) and not isinstance(value, bool) else []


def _draft(line: int, values: Mapping[str, list[str]], columns: frozenset[str]) -> Draft | Explained:
    ids = [trimmed(text) for text in values.get(ID, []) if text.strip()]
    if ID in columns and not ids:
        return Explained(line, "the row has no id")
    made = Gathered(ids[0] if ids else f"line {line}", _schema(values, columns), line)
    for prop, texts in values.items():
        if prop not in {ID, "schema"}:
            for text in texts:
                _add(made, prop, text)
    drawn = made.draft()
    return drawn if drawn.facts else Explained(line, "the row has no value in any column that is read")


def _schema(values: Mapping[str, list[str]], columns: frozenset[str]) -> str:
    stated = "".join(values.get("schema", [])[:1]).strip()
    if stated.isalpha():
        return stated
    return "Person" if OF_PERSONS & columns else "LegalEntity"


def _add(made: Gathered, prop: str, text: str) -> None:
    """The value; of a date that does not exist the text is kept, because a slip of the pen still tells."""
    if prop in DATES:
        made.add(prop, stated_date(text) or trimmed(text), trimmed(text))
    elif prop == "alias":
        made.add_all(prop, (cleaned(prop, part) for part in SEVERAL.split(text)))
    else:
        made.add(prop, cleaned(prop, text), trimmed(text))
