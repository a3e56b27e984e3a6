from __future__ import annotations

from datetime import UTC, datetime

import pytest

from passerelle.core.item_permission import Cover, ItemPermission
from passerelle.core.purpose import Purpose

AT = datetime(2026, 11, 1, tzinfo=UTC)
GIVEN = ItemPermission(
    record="r",
    recipient="unterland",
    by="oberland",
    people=frozenset({"claire"}),
    granted=AT,
    covers=frozenset(Cover),
    purpose=Purpose.PROSECUTION,
)


@pytest.mark.parametrize("cover", Cover)
def test_identity_takes_two_people_and_the_rest_one(cover: Cover) -> None:
    held = GIVEN.holds(cover, record="r", recipient="unterland", purpose=Purpose.PROSECUTION, at=AT)

    assert held is (cover not in {Cover.IDENTITY, Cover.INDEPENDENT})


def test_the_owner_alone_gives_what_is_the_owner_s() -> None:
    assert {cover for cover in Cover if cover.is_the_owners} == {
        Cover.ONWARD,
        Cover.JUDICIAL,
        Cover.BEYOND_ADDRESSEE,
        Cover.RESTRICTION,
        Cover.FURTHER_USE,
    }
