from __future__ import annotations

import dataclasses

import pytest

from passerelle.core.purpose import Purpose
from passerelle.core.request_clock import Urgency
from passerelle.core.request_content import RequestContent, RequestContentError, RequestPart, UrgencyReason
from passerelle.core.request_kind import RequestKind

WHOLE = RequestContent(
    kind=RequestKind.INFORMATION,
    urgency=Urgency.OTHER,
    purpose=Purpose.GROUP_INVESTIGATION,
    offence="engines sold on credit to a group, Code of Oberland article 12",
    necessity="nothing less shows who pays",
    held_there="the vans are registered there",
    parts=(RequestPart("1", "who keeps the van"), RequestPart("2", "who insured it")),
)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"necessity": " "}, "why it is necessary and proportionate", id="necessity"),
        pytest.param({"held_there": ""}, "why the other side is believed to hold it", id="held-there"),
        pytest.param({"offence": ""}, "the facts and the offence", id="offence"),
        pytest.param({"parts": ()}, "parts, each named once and said in words", id="nothing-asked"),
        pytest.param(
            {"parts": (RequestPart("1", "a"), RequestPart("1", "b"))},
            "parts, each named once and said in words",
            id="a-part-twice",
        ),
        pytest.param(
            {"parts": (RequestPart("1", " "),)}, "parts, each named once and said in words", id="no-words"
        ),
        pytest.param(
            {"urgency": Urgency.URGENT_DIRECT},
            "a reason for urgency if, and only if, it is urgent",
            id="urgent-without-reason",
        ),
        pytest.param(
            {"urgent_because": UrgencyReason.LIBERTY},
            "a reason for urgency if, and only if, it is urgent",
            id="reason-without-urgency",
        ),
        pytest.param(
            {"kind": RequestKind.INVESTIGATION_ORDER},
            "the authority that issued the order",
            id="order-of-nobody",
        ),
    ],
)
def test_a_request_that_lacks_something_is_none(changes: dict[str, object], missing: str) -> None:
    with pytest.raises(RequestContentError, match="nothing was sent") as caught:
        dataclasses.replace(WHOLE, **changes)  # type: ignore[arg-type]
    assert caught.value.missing == (missing,)


def test_an_order_needs_its_authority_and_no_statement_of_necessity() -> None:
    order = dataclasses.replace(
        WHOLE, kind=RequestKind.FREEZING, necessity="", held_there="", authority="Court of Oberland"
    )
    assert order.kind.is_judicial
    assert not order.is_urgent
    assert not WHOLE.kind.is_judicial
