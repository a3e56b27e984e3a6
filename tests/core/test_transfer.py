from __future__ import annotations

import pytest
from tests.core.policy_case import arguments

from passerelle.core.transfer import Transfer


@pytest.mark.parametrize(
    ("owner", "expected"), [("oberland", False), ("unterland", False), ("seeland", True)], ids=str
)
def test_only_a_third_service_s_item_goes_on(owner: str, expected: bool) -> None:
    facts = arguments({"owner": owner})
    del facts["agreements"], facts["table"]
    facts["permissions"], facts["states"] = (), ()

    assert Transfer(**facts).is_onward is expected
