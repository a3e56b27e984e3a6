"""FollowTheMoney entities as JSON lines, in and out; statement lines in.

An entity line has id, schema and properties; a statement line has entity_id,
schema, prop and value. Properties that this house refuses (rule 9) are left
out, and the draft says so.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from passerelle.core.draft import Draft, Explained, Fact
from passerelle.core.statement import LONGEST_VALUE
from passerelle.core.values import country
from passerelle.core.vocabulary import schemata
from passerelle.formats.cleaned import CLEANERS, COUNTRIES, DATES, REFUSED, cleaned, plain
from passerelle.formats.json_record import objects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from passerelle.formats.source import Source

LONGEST_ID = 255
MOST_FACTS = 20_000
NO_VALUE = "a value is empty, too long or none of this property's"
# A fact straight from its four texts: the class's own constructor is a Python function, the tuple's is not.
BARE: Callable[[tuple[str, str, str, str]], Fact] = partial(tuple.__new__, Fact)


def read(source: Source) -> Iterator[Draft | Explained]:
    """Every line, taken as an entity or a statement, or explained."""
    for item in objects(source):
        if isinstance(item, Explained):
            yield item
        elif "properties" in item[1]:
            yield _entity(*item)
        else:
            yield _statement(*item)


def write(drafts: Iterable[Draft]) -> Iterator[bytes]:
    """One line for each draft, as FollowTheMoney reads it."""
    for draft in drafts:
        properties: dict[str, list[str]] = {}
        for fact in draft.facts:
            values = properties.setdefault(fact.prop, [])
            values += [value for value in _written(fact) if value not in values]
        entity = {"id": draft.publisher_id, "schema": draft.schema, "properties": properties}
        yield json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _written(fact: Fact) -> list[str]:
    """The value in the library's forms, which know no approximate date and no range."""
    if fact.prop in COUNTRIES:
        return [_code(fact.value)]
    if fact.prop not in DATES:
        return [fact.value]
    first, _, last = fact.value.partition("/")
    if last:
        return [f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)]
    return [first[:4] if first.endswith("~") else first]


def _code(text: str) -> str:
    code = country.normal(text)
    return code.lower() if code else text


def _entity(line: int, record: dict[str, Any]) -> Draft | Explained:
    properties = record["properties"]
    if not isinstance(properties, dict):
        return Explained(line, "properties is no object")
    named = _named(line, record.get("id"), record.get("schema"))
    if isinstance(named, Explained):
        return named
    facts: list[Fact] = []
    left: list[str] = []
    for prop, values in properties.items():
        if prop in REFUSED:
            left.append(f"{prop}: not taken by this house")
        elif isinstance(values, list) and len(values) != 1:
            facts += _facts(prop, values, left)
        elif fact := _fact(prop, values[0] if isinstance(values, list) else values, left):
            facts.append(fact)
    if len(facts) > MOST_FACTS:
        return Explained(line, f"the entity has more than {MOST_FACTS} values")
    return _draft(line, named, tuple(facts), left)


def _fact(prop: str, value: Any, left: list[str]) -> Fact | None:
    """Most properties have one value."""
    text = CLEANERS.get(prop, plain)(value if isinstance(value, str) else _text(value))
    if 0 < len(text) <= LONGEST_VALUE:
        return BARE((prop, text, "", ""))
    left.append(f"{prop}: {NO_VALUE}")
    return None


def _facts(prop: str, values: list[Any], left: list[str]) -> list[Fact]:
    """Every value once, in order."""
    clean = CLEANERS.get(prop, plain)
    texts = [
        text
        for value in values
        if 0 < len(text := clean(value if isinstance(value, str) else _text(value))) <= LONGEST_VALUE
    ]
    left += [f"{prop}: {NO_VALUE}"] * (len(values) - len(texts))
    return [BARE((prop, text, "", "")) for text in dict.fromkeys(texts)]


def _text(value: object) -> str:
    if isinstance(value, dict):
        # A nested entity stands in the file as a line of its own; here its id is the value.
        value = value.get("id")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _statement(line: int, record: dict[str, Any]) -> Draft | Explained:
    prop, value = record.get("prop"), record.get("value")
    named = _named(line, record.get("canonical_id") or record.get("entity_id"), record.get("schema"))
    if isinstance(named, Explained):
        return named
    if not isinstance(prop, str) or not isinstance(value, str):
        return Explained(line, "the line has neither properties nor a statement's prop and value")
    if prop in REFUSED:
        return _draft(line, named, (), [f"{prop}: not taken by this house"])
    text = cleaned(prop, value)
    if not text or len(text) > LONGEST_VALUE:
        return Explained(line, f"{prop}: the value is empty, too long or none of this property's")
    if prop == "id":
        # The library states an entity's bare existence so; there is nothing to say about it.
        return _draft(line, named, (), [])
    fact = Fact(prop, text, str(record.get("lang") or ""), str(record.get("original_value") or ""))
    return _draft(line, named, (fact,), [])


def _named(line: int, publisher_id: object, schema: object) -> tuple[str, str] | Explained:
    if isinstance(publisher_id, int):
        publisher_id = str(publisher_id)
    if not isinstance(publisher_id, str) or not 0 < len(publisher_id) <= LONGEST_ID:
        return Explained(line, f"the record has no id of 1 to {LONGEST_ID} characters")
    if not isinstance(schema, str) or not schema.isalpha():
        return Explained(line, "the record has no schema")
    known = schemata().get(schema)
    if known is None or known.abstract:
        return Explained(line, "the schema is none that an entity can have")
    return publisher_id, schema


def _draft(line: int, named: tuple[str, str], facts: tuple[Fact, ...], left: list[str]) -> Draft:
    return Draft(publisher_id=named[0], schema=named[1], line=line, facts=facts, left=tuple(left))
