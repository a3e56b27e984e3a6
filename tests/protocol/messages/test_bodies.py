"""Every kind of body: there and back, and what spoils it."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.bodies import BODIES, MESSAGE_ID

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol import messages
from passerelle.protocol.fields import Fields
from passerelle.protocol.messages import Kind
from passerelle.protocol.messages.reference import message_reference

LONG = "x" * 40_000
Path = tuple[str | int, ...]
MAY_BE_EMPTY = {Kind.REQUEST: {"about"}, Kind.REQUEST_ANSWER: {"delivered", "refused"}}


def paths(value: Json, at: Path = ()) -> list[Path]:
    """Every place in a JSON value."""
    if isinstance(value, dict):
        return [at, *(found for key in value for found in paths(value[key], (*at, key)))]
    if isinstance(value, list):
        return [at, *(found for place, one in enumerate(value) for found in paths(one, (*at, place)))]
    return [at]


def put(value: Json, at: Path, new: Json) -> Json:
    """The value with another at one place; without it where `new` is the absent mark."""
    changed = copy.deepcopy(value)
    inner: Json = changed
    for step in at[:-1]:
        inner = inner[step]  # type: ignore[index, call-overload] # the path was read from this very value
    if new == "ABSENT":
        del inner[at[-1]]  # type: ignore[arg-type, union-attr] # same
    else:
        inner[at[-1]] = new  # type: ignore[index, call-overload] # same
    return changed


def test_there_is_a_body_for_every_kind() -> None:
    assert set(messages.BODIES) == set(Kind) == set(BODIES)


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_a_body_comes_back_from_its_canonical_bytes(kind: Kind) -> None:
    body = BODIES[kind]
    value = parse_canonical(canonical(body.as_json()))
    assert messages.BODIES[kind].of(Fields(value, kind)) == body


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_a_body_lacking_any_named_part_is_refused(kind: Kind) -> None:
    value = BODIES[kind].as_json()
    for at in [path for path in paths(value) if path and isinstance(path[-1], str)]:
        with pytest.raises(PasserelleError):
            messages.BODIES[kind].of(Fields(put(value, at, "ABSENT"), kind))


@pytest.mark.parametrize("kind", Kind, ids=str)
@pytest.mark.parametrize(
    "wrong", [None, -1, [], {}, True, LONG], ids=["null", "-1", "[]", "{}", "true", "long"]
)
def test_a_part_of_another_type_or_size_is_refused(kind: Kind, wrong: Json) -> None:
    value = BODIES[kind].as_json()
    body = messages.BODIES[kind]
    for at in [path for path in paths(value) if path]:
        spoilt = put(value, at, wrong)
        if spoilt == value or (wrong is True and at[-1] == "onward"):
            continue
        if wrong == [] and at == ("given",):
            continue  # an owner who declines
        if wrong == [] and at[-1] in {"chain", "handling_texts", "path"} and kind is Kind.HELLO:
            continue
        if wrong == [] and at[-1] in MAY_BE_EMPTY.get(kind, ()):
            continue
        with pytest.raises(PasserelleError):
            body.of(Fields(spoilt, kind))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_a_body_reader_raises_only_our_errors(value: Json) -> None:
    for kind, body in messages.BODIES.items():
        with pytest.raises(PasserelleError):
            body.of(Fields(value, kind))


@pytest.mark.parametrize(
    "text", ["", "oberland-1|1|7", MESSAGE_ID + "0", MESSAGE_ID.upper(), MESSAGE_ID.replace("|7|", "|x|")]
)
def test_a_message_is_named_by_its_whole_id(text: str) -> None:
    with pytest.raises(ValueError, match="expected form"):
        message_reference(text)


def test_no_refusal_code_speaks_of_data_held() -> None:
    words = " ".join(messages.RefusalCode)
    assert not any(word in words for word in ("absent", "forbidden", "held", "protected", "victim", "shield"))
