"""Statements and markings from value to wire form and back, with nothing lost and nothing added.

A received form must be exactly what the value it describes would be written
as: another spelling, a part too many or an id that does not follow from the
content is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from passerelle.core.canonical import Json, canonical
from passerelle.core.classification import Classification
from passerelle.core.grade import Grade, InformationGrade, SourceGrade
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.statement import LONGEST_VALUE, SALT_BYTES, Statement
from passerelle.core.subject import SubjectCategory
from passerelle.errors import PasserelleError
from passerelle.protocol.messages.reference import digest, record

if TYPE_CHECKING:
    from passerelle.protocol.fields import Fields

Value = TypeVar("Value")
LARGEST_VERSION = 2**31 - 1
LONGEST_NAME = 128
MOST_CODES = 8
GRADE_CHARACTERS = 2


class WireFormError(PasserelleError):
    """A received statement or marking is not the exact form of a value; nothing took effect."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where}: not the exact wire form of its content")
        self.where = where


def statement_json(statement: Statement) -> dict[str, Json]:
    """The wire form of a statement, its id included."""
    return {
        "id": statement.id,
        "record": statement.record,
        "version": statement.version,
        "salt": statement.salt.hex(),
        "marking": statement.marking,
        "entity": statement.entity,
        "schema": statement.schema,
        "prop": statement.prop,
        "value": statement.value,
        "language": statement.language,
        "source": statement.source,
    }


def read_statement(fields: Fields) -> Statement:
    """The statement in its wire form, its id computed again and compared."""
    statement = Statement(
        record=fields.choice("record", record),
        version=fields.number("version", least=1, most=LARGEST_VERSION),
        salt=fields.octets("salt", least=SALT_BYTES, most=SALT_BYTES),
        marking=fields.choice("marking", digest),
        entity=fields.text("entity", longest=LONGEST_NAME),
        schema=fields.text("schema", longest=LONGEST_NAME),
        prop=fields.text("prop", longest=LONGEST_NAME),
        value=fields.text("value", longest=LONGEST_VALUE),
        language=fields.text("language", longest=LONGEST_NAME, shortest=0),
        source=fields.text("source", longest=LONGEST_NAME, shortest=0),
    )
    return _exact(statement, statement_json(statement), fields)


def read_marking(fields: Fields) -> Marking:
    """The marking in its wire form, so that its digest is the one that statements name."""
    handling = fields.texts("handling", least=1, most=MOST_CODES)
    texts = fields.texts("handling_texts", most=MOST_CODES)
    try:
        marking = Marking(
            owner=fields.text("owner", longest=LONGEST_NAME),
            grade=_grade(fields),
            handling=Handling(frozenset(HandlingCode(code) for code in handling), texts),
            classification=fields.choice("classification", Classification),
            assertion=fields.choice("assertion", AssertionKind),
            category=fields.choice("category", SubjectCategory),
            purpose=fields.choice("purpose", Purpose),
            legal_basis=fields.text("legal_basis"),
            agreement=fields.text("agreement", longest=LONGEST_NAME, shortest=0),
            review=fields.day("review"),
        )
    except ValueError:
        raise WireFormError(fields.where) from None
    return _exact(marking, marking.as_json(), fields)


def _grade(fields: Fields) -> Grade:
    letters = fields.text("grade", longest=GRADE_CHARACTERS, shortest=GRADE_CHARACTERS)
    return Grade(
        SourceGrade(letters[0]),
        InformationGrade(letters[1]),
        fields.text("grade_scale", longest=LONGEST_NAME),
        fields.text("grade_verbatim", longest=LONGEST_NAME, shortest=0),
    )


def _exact(value: Value, written: dict[str, Json], fields: Fields) -> Value:
    if canonical(written) != canonical(fields.value):
        raise WireFormError(fields.where)
    return value
