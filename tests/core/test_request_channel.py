from __future__ import annotations

from datetime import UTC, datetime

import pytest

from passerelle.core.country_status import country_table
from passerelle.core.request_channel import (
    Channel,
    ChannelCopy,
    ChannelCopyError,
    ChannelReason,
    check_reached,
    owed_copies,
)
from passerelle.core.request_kind import RequestKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "reference", "reason"),
    [
        pytest.param(Channel.SIENA, "", None, id="neither"),
        pytest.param(Channel.SIENA, "S-1", ChannelReason.URGENCY, id="both"),
        pytest.param(Channel.SELEC, "", ChannelReason.INCIDENT, id="a-reason-elsewhere"),
        pytest.param(Channel.NODE, "S-1", None, id="no-copy"),
    ],
)
def test_a_copy_has_its_reference_or_a_reason_of_the_list(
    channel: Channel, reference: str, reason: ChannelReason | None
) -> None:
    with pytest.raises(ChannelCopyError, match="nothing was written"):
        ChannelCopy(channel, reference, reason)


def test_siena_is_owed_until_its_reference_or_the_reason_is_kept() -> None:
    kind = RequestKind.INFORMATION
    assert owed_copies(kind, Channel.NODE, ()) == (Channel.SIENA,)
    assert owed_copies(kind, Channel.NODE, [ChannelCopy(Channel.SIENA, "S-1")]) == ()
    why = ChannelCopy(Channel.SIENA, reason=ChannelReason.THIRD_STATE)
    assert owed_copies(kind, Channel.I_24_7, [why]) == (Channel.I_24_7,)
    assert owed_copies(RequestKind.FREEZING, Channel.NODE, ()) == ()


def test_interpol_reaches_its_members_alone() -> None:
    check_reached(Channel.I_24_7, "de", country_table(), NOW)
    check_reached(Channel.SIENA, "xk", country_table(), NOW)
    with pytest.raises(ChannelCopyError, match="no member of Interpol"):
        check_reached(Channel.I_24_7, "xk", country_table(), NOW)
