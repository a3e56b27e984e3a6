from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest

from passerelle.core.canonical import canonical, parse_canonical
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act, JournalLeaf, JournalLeafError, commitment

LEAF = JournalLeaf(
    act=Act.DISCLOSURE,
    at=datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC),
    officer="ana",
    role="analyst",
    reason="request of Unterland, group on the coast road",
    case="OBL-2026-7",
    recipients=("unterland-node",),
    objects=(commitment(b"s" * 16, "person-1"),),
    reference="offer-9",
)


def test_an_entry_comes_back_from_its_bytes() -> None:
    assert JournalLeaf.from_bytes(LEAF.to_bytes()) == LEAF


def test_the_subject_is_not_in_the_bytes() -> None:
    assert b"person-1" not in LEAF.to_bytes()


def test_a_commitment_needs_salt_and_subject() -> None:
    found = {commitment(salt * 16, who) for salt in (b"s", b"t") for who in ("one", "two")}
    assert len(found) == 4


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(JournalLeafError):
        commitment(b"s" * 15, "person-1")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"at": datetime(2026, 11, 22)}, id="naive instant"),
        pytest.param(
            {"at": datetime(2026, 11, 22, tzinfo=timezone(timedelta(hours=1)))}, id="instant outside UTC"
        ),
        pytest.param({"officer": ""}, id="no officer"),
        pytest.param({"role": " "}, id="no role"),
        pytest.param({"reason": ""}, id="no reason"),
        pytest.param({"case": ""}, id="no case"),
        pytest.param({"reason": "r" * 2_001}, id="long reason"),
        pytest.param({"objects": ("person-1",)}, id="object in clear"),
        pytest.param({"objects": ("0" * 64,) * 10_001}, id="too many objects"),
        pytest.param({"recipients": ("n",) * 10_001}, id="too many recipients"),
    ],
)
def test_a_malformed_entry_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(JournalLeafError):
        dataclasses.replace(LEAF, **change)  # type: ignore[arg-type] # the table holds wrong values on purpose


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"act": "peeking"}, id="unknown act"),
        pytest.param({"extra": "x"}, id="another part"),
        pytest.param({"at": "2026-11-22T03:04:05Z"}, id="another spelling of the instant"),
        pytest.param({"format": "passerelle-journal/2"}, id="another format"),
        pytest.param({"officer": 7}, id="number for a name"),
        pytest.param({"objects": "0"}, id="string for a list"),
    ],
)
def test_other_bytes_are_no_entry(change: dict[str, str]) -> None:
    value = parse_canonical(LEAF.to_bytes())
    assert isinstance(value, dict)
    with pytest.raises(PasserelleError):
        JournalLeaf.from_bytes(canonical(value | change))
