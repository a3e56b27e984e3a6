from __future__ import annotations

import pytest

from passerelle.protocol.rejection import RejectCode, Rejected

TOLD = {RejectCode.INCARNATION, RejectCode.KIND, RejectCode.AGREEMENT, RejectCode.BODY}


@pytest.mark.parametrize("code", RejectCode, ids=str)
def test_only_a_proven_sender_is_told_anything(code: RejectCode) -> None:
    refusal = Rejected(code, "oberland-1|1|7|00").refusal
    assert (refusal is not None) is (code in TOLD)
    assert refusal is None or refusal.of_message == "oberland-1|1|7|00"
