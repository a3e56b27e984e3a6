from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from tests.protocol.bodies import BODIES
from tests.protocol.world import MARKING, statement

from passerelle.errors import PasserelleError
from passerelle.protocol.fields import Fields
from passerelle.protocol.messages import Kind, Release
from passerelle.protocol.messages.release import ReleaseError
from passerelle.protocol.messages.wire import WireFormError, read_marking, read_statement, statement_json

if TYPE_CHECKING:
    from passerelle.core.canonical import Json

OTHER = dataclasses.replace(MARKING, legal_basis="customs act article 3")


def body(**change: Json) -> Fields:
    return Fields(BODIES[Kind.RELEASE].as_json() | change, "release")


def test_a_marking_shared_by_statements_is_written_once() -> None:
    markings = BODIES[Kind.RELEASE].as_json()["markings"]
    assert isinstance(markings, list)
    assert len(markings) == 1


@pytest.mark.parametrize(
    "markings",
    [
        pytest.param([OTHER.as_json()], id="another than named"),
        pytest.param([MARKING.as_json(), OTHER.as_json()], id="one too many"),
        pytest.param([MARKING.as_json(), MARKING.as_json()], id="one twice"),
    ],
)
def test_markings_are_those_that_the_statements_name(markings: list[Json]) -> None:
    with pytest.raises(ReleaseError):
        Release.of(body(markings=markings))


@pytest.mark.parametrize("part", ["value", "salt", "record", "version", "entity", "schema", "prop", "source"])
def test_a_statement_changed_without_its_id_is_refused(part: str) -> None:
    value = statement_json(statement())
    changed: Json = 2 if part == "version" else "ab" * 16
    with pytest.raises(WireFormError):
        read_statement(Fields(value | {part: changed}, "statement"))


@pytest.mark.parametrize("change", [{"extra": "x"}, {"id": "00" * 32}], ids=["a part too many", "another id"])
def test_a_statement_in_another_form_is_refused(change: dict[str, Json]) -> None:
    with pytest.raises(WireFormError):
        read_statement(Fields(statement_json(statement()) | change, "statement"))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"grade": "b2"}, id="grade in small letters"),
        pytest.param({"grade": "E5"}, id="no such grade"),
        pytest.param({"handling": ["H3", "H1"]}, id="codes in another order"),
        pytest.param({"handling": ["H1", "H1", "H3"]}, id="a code twice"),
        pytest.param({"handling": ["H9"]}, id="no such code"),
        pytest.param({"handling": ["H1"]}, id="a text without its code"),
        pytest.param({"extra": "x"}, id="a part too many"),
        pytest.param({"owner": " "}, id="no owner"),
        pytest.param({"category": "migrant"}, id="no such category"),
        pytest.param({"review": "2027-02-30"}, id="no such day"),
    ],
)
def test_a_marking_in_another_form_is_refused(change: dict[str, Json]) -> None:
    with pytest.raises(PasserelleError):
        read_marking(Fields(MARKING.as_json() | change, "marking"))


def test_an_error_names_no_value() -> None:
    value = statement_json(statement()) | {"value": "+0000000999"}
    with pytest.raises(WireFormError) as caught:
        read_statement(Fields(value, "statement"))
    assert "999" not in str(caught.value)
