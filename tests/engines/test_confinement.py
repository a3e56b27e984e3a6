from __future__ import annotations

import struct

import pytest

from passerelle.engines.confinement import EQUAL, FORBIDDEN, REFUSE, RETURN, _rules


@pytest.mark.parametrize("machine", sorted(FORBIDDEN))
def test_every_forbidden_call_leads_to_the_refusal(machine: str) -> None:
    architecture, calls = FORBIDDEN[machine]
    code = _rules(architecture, calls)
    rules = [struct.unpack("HBBI", code[at : at + 8]) for at in range(0, len(code), 8)]
    assert rules[-1] == (RETURN, 0, 0, REFUSE)
    targets = {
        value: position + 1 + jump
        for position, (kind, jump, _, value) in enumerate(rules)
        if kind == EQUAL and value in calls
    }
    assert set(targets) == set(calls)
    assert set(targets.values()) == {len(rules) - 1}
