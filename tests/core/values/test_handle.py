from __future__ import annotations

import pytest

from passerelle.core.values import handle


@pytest.mark.parametrize(
    ("text", "platform", "expected"),
    [
        pytest.param("https://t.me/Night_Boat", None, "telegram/night_boat", id="link"),
        pytest.param("www.facebook.com/night.boat/?ref=1", None, "facebook/night.boat", id="link-with-query"),
        pytest.param("@Night_Boat", "Telegram", "telegram/night_boat", id="at-name"),
        pytest.param("telegram/night_boat", None, "telegram/night_boat", id="already-normal"),
        pytest.param("@night_boat", None, None, id="no-platform"),
        pytest.param("https://t.me/joinchat/AAAA", None, None, id="an-invitation-is-no-name"),
        pytest.param("two words", "telegram", None, id="not-a-name"),
    ],
)
def test_a_handle_is_named_with_its_platform(text: str, platform: str | None, expected: str | None) -> None:
    assert handle.normal(text, platform=platform) == expected
