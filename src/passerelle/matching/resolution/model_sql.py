"""A trained model as one SQL query, for files beyond a million rows: the same text on DuckDB and on Spark.

The query reads two tables of normal forms, one row a record: `id` and a column
for each field of the model, named as the field is (`surname`, `birth`), null
where nothing is known. Only what both engines compute alike is used, so a swap
of neighbouring letters counts as two slips here; whole names need the words'
own arithmetic, so the model must compare given name and surname. What files
show of holding everybody once is not used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError
from passerelle.matching.resolution.field import HOME, Field
from passerelle.matching.resolution.model import BELIEVED, MOST_OF_HOME
from passerelle.matching.resolution.rarity import ROWS_BELIEVED
from passerelle.matching.resolution.text_level import BEGINS, LONG, SHORT

if TYPE_CHECKING:
    from passerelle.matching.resolution.model import Model, Weights

# A key that more pairs share says little of any of them.
MOST_MEETINGS = 2_500
# Two records are compared where they share all the fields of one of these.
MEETINGS: tuple[tuple[Field, ...], ...] = (
    (Field.NUMBER,),
    (Field.PHONE,),
    (Field.EMAIL,),
    (Field.GIVEN, Field.SURNAME),
    (Field.SURNAME, Field.BIRTH),
    (Field.GIVEN, Field.BIRTH),
    (Field.SURNAME, Field.POSTCODE),
    (Field.GIVEN, Field.POSTCODE),
    (Field.STREET, Field.HOUSE),
    (Field.BIRTH, Field.POSTCODE),
)


class WholeNameError(PasserelleError):
    """The model compares whole names, or shares no key with what SQL can join by; there is no query."""

    def __init__(self) -> None:
        super().__init__(
            "the model cannot be written as SQL: it compares whole names or has no field to join by; "
            "nothing was scored, train it on tables with given name and surname"
        )


def columns(model: Model) -> tuple[str, ...]:
    """The columns that both tables need beside `id`."""
    return tuple(field.name.lower() for field in model.weights)


@dataclass(frozen=True, slots=True)
class Steps:
    """The query in steps: each is a table of a name of ours, which later ones read; then the answer."""

    tables: tuple[tuple[str, str], ...]
    answer: str

    @property
    def query(self) -> str:
        """All of it as one text."""
        named = ", ".join(f"{name} AS ({text})" for name, text in self.tables)
        return f"WITH {named} {self.answer}"


def scoring_steps(model: Model, left: str, right: str, least: float) -> Steps:
    """SQL that gives every candidate whose score is at least so much, best first for each left id.

    Its columns are left_id, right_id, score, and the bits of each field in the order of `columns`.
    """
    meetings = [family for family in MEETINGS if all(field in model.weights for field in family)]
    if Field.NAME in model.weights or not meetings:
        raise WholeNameError
    counted = [field for field, weights in model.weights.items() if weights.rarity[0]]
    names = ", ".join(columns(model))
    everybody = f"SELECT {names} FROM {left} UNION ALL SELECT {names} FROM {right}"  # noqa: S608 - names of our own
    met = " UNION ".join(_meeting(left, right, family, place) for place, family in enumerate(meetings))
    tables = (
        ("everybody", everybody),
        ("size", "SELECT COUNT(*) AS everybody_count FROM everybody"),
        *((f"held_{field.name.lower()}", _holders(field)) for field in counted),
        *((f"keys_{place}", _keys(left, right, family)) for place, family in enumerate(meetings)),
        ("pairs", met),
        ("weighed", _weighed(model, left, right, counted)),
        ("summed", _summed(model)),
    )
    score = "POWER(2e0, same_bits) / (1e0 + POWER(2e0, same_bits) + POWER(2e0, kin_bits))"
    scored = f"SELECT left_id, right_id, {score} AS score, {names} FROM summed"  # noqa: S608 - names and numbers of our own
    chosen = (
        f"SELECT left_id, right_id, score, {names} FROM ({scored}) scored WHERE score >= {_number(least)}"  # noqa: S608 - same
    )
    return Steps(tables, f"{chosen} ORDER BY left_id, score DESC, right_id")


def _number(value: float) -> str:
    """A literal that both engines read as a double; Spark takes a plain decimal for a DECIMAL."""
    return f"{value:.17e}"


def _holders(field: Field) -> str:
    name = field.name.lower()
    believed = ROWS_BELIEVED * BELIEVED[field].u[0]
    share = f"(COUNT(*) - 1 + {_number(believed)}) / (MAX(everybody_count) + {_number(ROWS_BELIEVED)})"
    return (
        f"SELECT {name} AS value, -LOG2(LEAST({share}, 1e0)) AS bits "  # noqa: S608 - as above
        f"FROM everybody CROSS JOIN size WHERE {name} IS NOT NULL GROUP BY {name}"
    )


def _keys(left: str, right: str, family: tuple[Field, ...]) -> str:
    """The keys of one kind that both sides hold, without those that would meet mostly strangers."""
    names = ", ".join(field.name.lower() for field in family)
    known = " AND ".join(f"{field.name.lower()} IS NOT NULL" for field in family)
    counted = [
        f"(SELECT {names}, COUNT(*) AS held FROM {side} WHERE {known} GROUP BY {names})"  # noqa: S608 - as above
        for side in (left, right)
    ]
    shared = ", ".join(f"l.{field.name.lower()} AS {field.name.lower()}" for field in family)
    return (
        f"SELECT {shared} FROM {counted[0]} l JOIN {counted[1]} r ON {_alike('l', 'r', family)} "  # noqa: S608 - as above
        f"WHERE l.held * r.held <= {MOST_MEETINGS}"
    )


def _meeting(left: str, right: str, family: tuple[Field, ...], place: int) -> str:
    return (
        f"SELECT l.id AS left_id, r.id AS right_id FROM keys_{place} k "  # noqa: S608 - as above
        f"JOIN {left} l ON {_alike('l', 'k', family)} JOIN {right} r ON {_alike('r', 'k', family)}"
    )


def _alike(one: str, other: str, family: tuple[Field, ...]) -> str:
    return " AND ".join(f"{one}.{field.name.lower()} = {other}.{field.name.lower()}" for field in family)


def _weighed(model: Model, left: str, right: str, counted: list[Field]) -> str:
    bits = ", ".join(
        f"{_bits(field, weights)} AS {field.name.lower()}" for field, weights in model.weights.items()
    )
    joins = " ".join(
        f"LEFT JOIN held_{field.name.lower()} ON held_{field.name.lower()}.value = l.{field.name.lower()}"
        for field in counted
    )
    return (
        f"SELECT left_id, right_id, {bits} FROM pairs JOIN {left} l ON l.id = left_id "  # noqa: S608 - as above
        f"JOIN {right} r ON r.id = right_id {joins}"
    )


def _bits(field: Field, weights: Weights) -> str:
    """The bits of one field: a case for each level, best first."""
    name = field.name.lower()
    against = [math.log2(m / u) for m, u in zip(weights.m, weights.u, strict=True)]
    best = _number(against[0])
    if weights.rarity[0]:
        best = f"{_number(math.log2(weights.m[0]))} + LEAST(held_{name}.bits, {_number(weights.rarity[0])})"
    tests = _date_tests(name) if field is Field.BIRTH else _text_tests(name)
    cases = " ".join(
        f"WHEN {test} THEN {_number(bits)}" for test, bits in zip(tests, against[1:-1], strict=True)
    )
    silent = f"l.{name} IS NULL OR r.{name} IS NULL"
    worst = _number(against[-1])
    return f"CASE WHEN {silent} THEN 0e0 WHEN l.{name} = r.{name} THEN {best} {cases} ELSE {worst} END"


def _text_tests(name: str) -> tuple[str, ...]:
    slips, shortest = f"LEVENSHTEIN(l.{name}, r.{name})", f"LEAST(LENGTH(l.{name}), LENGTH(r.{name}))"
    begins = f"SUBSTR(l.{name}, 1, {BEGINS}) = SUBSTR(r.{name}, 1, {BEGINS})"
    return (
        f"{slips} = 1 AND {shortest} > {SHORT}",
        f"{slips} = 2 AND {shortest} >= {LONG}",
        f"{begins} AND {shortest} > {BEGINS}",
    )


def _date_tests(name: str) -> tuple[str, ...]:
    whole = f"LENGTH(l.{name}) = 10 AND LENGTH(r.{name}) = 10"
    swapped = (
        f"CONCAT(SUBSTR(l.{name}, 1, 5), SUBSTR(l.{name}, 9, 2), '-', SUBSTR(l.{name}, 6, 2)) = r.{name}"
    )
    shorter = f"LEAST(LENGTH(l.{name}), LENGTH(r.{name}))"
    return (
        f"{whole} AND (LEVENSHTEIN(l.{name}, r.{name}) = 1 OR {swapped})",
        f"{shorter} < 10 AND SUBSTR(l.{name}, 1, {shorter}) = SUBSTR(r.{name}, 1, {shorter})",
        f"SUBSTR(l.{name}, 1, 4) = SUBSTR(r.{name}, 1, 4)",
    )


def _summed(model: Model) -> str:
    home = " + ".join(field.name.lower() for field in HOME if field in model.weights) or "0e0"
    rest = " + ".join(field.name.lower() for field in model.weights if field not in HOME) or "0e0"
    family = Field.SURNAME.name.lower() if Field.SURNAME in model.weights else "0e0"
    shared = f"LEAST({home}, {_number(MOST_OF_HOME)})"
    same, kin = (math.log2(share / (1 - share)) for share in (model.prior, model.kinship))
    return (
        f"SELECT left_id, right_id, {', '.join(columns(model))}, "  # noqa: S608 - as above
        f"{_number(same)} + {shared} + {rest} AS same_bits, "
        f"{_number(kin)} + {shared} + {family} AS kin_bits FROM weighed"
    )
