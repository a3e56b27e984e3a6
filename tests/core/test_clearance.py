from __future__ import annotations

import pytest

from passerelle.core.clearance import INQUIRY, READERS, readable_purposes
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role


@pytest.mark.parametrize("role", sorted(INQUIRY))
def test_no_enforcement_role_reads_what_is_held_to_help(role: Role) -> None:
    assert not any(purpose.is_help for purpose in readable_purposes(role))


@pytest.mark.parametrize("role", list(Role))
def test_readmission_is_read_by_nobody_here(role: Role) -> None:
    assert Purpose.READMISSION not in readable_purposes(role)


def test_every_purpose_has_its_row() -> None:
    assert set(READERS) == set(Purpose)


def test_an_administrator_reads_no_case_data() -> None:
    assert readable_purposes(Role.ADMINISTRATOR) <= {Purpose.STATISTICS, Purpose.PROGRAMME}
