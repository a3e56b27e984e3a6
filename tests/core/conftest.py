from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.core import policy_case

from passerelle.core.statement import Statement

if TYPE_CHECKING:
    from passerelle.core.marking import Marking


@pytest.fixture
def marking() -> Marking:
    """The marking of the base case: a suspect's item, owned by Oberland."""
    return policy_case.marking(policy_case.BASE)


@pytest.fixture
def statement(marking: Marking) -> Statement:
    return Statement(
        record=policy_case.RECORD,
        version=1,
        salt=b"s" * 16,
        marking=marking.digest,
        entity="group-1",
        schema="Organization",
        prop="name",
        value="The Lanterne group",
        language="eng",
        source="report 12, line 3",
    )
