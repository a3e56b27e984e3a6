from __future__ import annotations

import pytest
from tests.protocol.world import NOON

from passerelle.core.canonical import Json, canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.message import Message

MESSAGE = Message(
    kind="hit",
    service="oberland",
    node="oberland-1",
    recipient="unterland-1",
    incarnation=0,
    sequence=1,
    agreement="a",
    case="OBL-2026-7",
    sent_at=NOON,
    body={"key": "phone:+00000001"},
)


def spoilt(change: dict[str, Json]) -> bytes:
    value = parse_canonical(MESSAGE.to_bytes())
    assert isinstance(value, dict)
    return canonical(value | change)


def test_a_message_comes_back_and_keeps_its_bytes() -> None:
    found = Message.from_bytes(MESSAGE.to_bytes())
    assert found.payload == MESSAGE.to_bytes() == found.to_bytes()


def test_unknown_fields_stay_in_the_payload() -> None:
    assert b'"later":1' in Message.from_bytes(spoilt({"later": 1})).payload


def test_repr_shows_no_body() -> None:
    assert "phone" not in repr(Message.from_bytes(MESSAGE.to_bytes()))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "passerelle-message/9"}, id="format"),
        pytest.param({"kind": ""}, id="no kind"),
        pytest.param({"service": "Oberland"}, id="no service id"),
        pytest.param({"recipient": ["unterland-1", "seeland-1"]}, id="two recipients"),
        pytest.param({"recipient": ""}, id="no recipient"),
        pytest.param({"incarnation": -1}, id="negative incarnation"),
        pytest.param({"sequence": 0}, id="sequence zero"),
        pytest.param({"case": "c" * 129}, id="long case reference"),
        pytest.param({"sent_at": "2026-11-22T12:00:00Z"}, id="another spelling of the instant"),
        pytest.param({"body": "text"}, id="body is text"),
    ],
)
def test_a_malformed_message_is_refused(change: dict[str, Json]) -> None:
    with pytest.raises(PasserelleError):
        Message.from_bytes(spoilt(change))
