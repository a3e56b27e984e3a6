from __future__ import annotations

import pytest

from passerelle.core.request_copying import ContactCopy, CopyReasonError, EuropolCopy, NoCopyReason


@pytest.mark.parametrize("copied", [True, False], ids=["copied", "not-copied"])
def test_europol_has_a_copy_or_not_and_either_has_its_reason(copied: bool) -> None:
    assert EuropolCopy(copied, "smuggling is within its remit").copied is copied
    with pytest.raises(CopyReasonError, match="Europol"):
        EuropolCopy(copied, " ")


def test_the_contact_point_is_left_out_for_a_reason_of_the_list_alone() -> None:
    assert ContactCopy().is_copied
    assert not ContactCopy(NoCopyReason.SAFETY_OF_A_PERSON).is_copied
