from __future__ import annotations

import pytest
from tests.documents.chip.issuer import group_1, group_2, tlv
from tests.documents.mrz import specimen

from passerelle.documents.chip.data_group import TAGS, content, number, zone
from passerelle.documents.chip.der import DerError


@pytest.mark.parametrize("name", ["TD1", "TD2", "TD3"])
def test_the_zone_of_group_1_has_its_lines(name: str) -> None:
    assert zone(group_1(specimen.ALL[name])) == specimen.ALL[name]


def test_each_tag_is_one_group() -> None:
    assert [number(tlv(tag)) for tag in TAGS] == list(range(1, 17))
    with pytest.raises(DerError):
        number(tlv(0x77))


def test_what_a_reader_left_behind_is_not_hashed() -> None:
    assert content(group_2() + b"\0" * 9) == group_2()


@pytest.mark.parametrize("data", [group_2(), tlv(0x61, tlv(0x5F1F, b"P<UTO")), tlv(0x61, tlv(4))])
def test_a_file_without_a_zone_is_refused(data: bytes) -> None:
    with pytest.raises(DerError):
        zone(data)
