from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from passerelle.core.purpose import Purpose
from passerelle.protocol.fields import FieldError, Fields, instant_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from passerelle.core.canonical import Json

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIELDS = Fields(
    {
        "text": "abc",
        "empty": "",
        "number": 7,
        "flag": True,
        "numbers": [0, 7],
        "items": [1, "a"],
        "texts": ["a", "b"],
        "objects": [{"x": "y"}],
        "object": {"x": "y"},
        "octets": "00ff",
        "upper": "00FF",
        "octet_list": ["00ff", "0102"],
        "instant": instant_text(NOON),
        "no instant": "2026-11-22T12:00:00Z",
        "no month": "2026-13-22T12:00:00.000000+00:00",
        "day": "2026-11-22",
        "compact": "20261122",
        "purpose": "prosecution",
    },
    "thing",
)


def test_each_kind_of_field_is_read() -> None:
    assert FIELDS.text("text") == "abc"
    assert FIELDS.text("empty", shortest=0) == ""
    assert FIELDS.number("number", least=7, most=7) == 7
    assert FIELDS.numbers("numbers", most_items=2, most=7) == (0, 7)
    assert FIELDS.known("text", {"abc"}) == "abc"
    assert FIELDS.flag("flag") is True
    assert FIELDS.items("items", most=2) == [1, "a"]
    assert FIELDS.texts("texts", most=2) == ("a", "b")
    assert FIELDS.objects("objects", most=1)[0].text("x") == "y"
    assert FIELDS.object("object").text("x") == "y"
    assert FIELDS.octets("octets", most=2) == b"\x00\xff"
    assert FIELDS.octet_list("octet_list", size=2, most=2) == (b"\x00\xff", b"\x01\x02")
    assert FIELDS.instant("instant") == NOON
    assert FIELDS.day("day") == date(2026, 11, 22)
    assert FIELDS.choice("purpose", Purpose) is Purpose.PROSECUTION


READS: dict[str, Callable[[], object]] = {
    "missing": lambda: FIELDS.text("absent"),
    "text is a number": lambda: FIELDS.text("number"),
    "text too long": lambda: FIELDS.text("text", longest=2),
    "text too short": lambda: FIELDS.text("empty"),
    "number is text": lambda: FIELDS.number("text", least=0, most=9),
    "number is a flag": lambda: FIELDS.number("flag", least=0, most=9),
    "number too small": lambda: FIELDS.number("number", least=8, most=9),
    "number too large": lambda: FIELDS.number("number", least=0, most=6),
    "numbers hold one too large": lambda: FIELDS.numbers("numbers", most_items=2, most=6),
    "numbers are too many": lambda: FIELDS.numbers("numbers", most_items=1, most=7),
    "text not in the set": lambda: FIELDS.known("text", {"abd"}),
    "flag is a number": lambda: FIELDS.flag("number"),
    "list is text": lambda: FIELDS.items("text", most=9),
    "list too long": lambda: FIELDS.items("items", most=1),
    "list too short": lambda: FIELDS.items("items", least=3, most=9),
    "list of texts holds a number": lambda: FIELDS.texts("items", most=9),
    "list of objects holds texts": lambda: FIELDS.objects("texts", most=9),
    "object is text": lambda: FIELDS.object("text"),
    "octets not hexadecimal": lambda: FIELDS.octets("text", most=9),
    "octets in upper case": lambda: FIELDS.octets("upper", most=9),
    "octets too long": lambda: FIELDS.octets("octets", most=1),
    "octets too short": lambda: FIELDS.octets("octets", least=3, most=9),
    "octet list of another size": lambda: FIELDS.octet_list("octet_list", size=3, most=9),
    "instant in another spelling": lambda: FIELDS.instant("no instant"),
    "instant in no month": lambda: FIELDS.instant("no month"),
    "day in another spelling": lambda: FIELDS.day("compact"),
    "unknown choice": lambda: FIELDS.choice("text", Purpose),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_what_cannot_be_read_is_refused_without_its_value(read: Callable[[], object]) -> None:
    with pytest.raises(FieldError, match=r"^thing") as caught:
        read()
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize("value", [None, [], "text"], ids=["null", "list", "text"])
def test_only_an_object_has_fields(value: Json) -> None:
    with pytest.raises(FieldError):
        Fields(value, "thing")
