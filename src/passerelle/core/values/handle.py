"""Account names on platforms and messengers."""

from __future__ import annotations

import re

from passerelle.core.values.text import clean

PLATFORMS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.org": "telegram",
    "tg": "telegram",
    "fb": "facebook",
    "fb.com": "facebook",
    "facebook.com": "facebook",
    "m.facebook.com": "facebook",
    "ig": "instagram",
    "instagram.com": "instagram",
    "tiktok.com": "tiktok",
    "x": "twitter",
    "x.com": "twitter",
    "twitter.com": "twitter",
    "vk.com": "vk",
    "snapchat.com": "snapchat",
    "youtube.com": "youtube",
    "signal.me": "signal",
}
LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>[a-z0-9.-]+\.[a-z]{2,})/(?P<path>[^?#]+)(?:[?#].*)?", re.IGNORECASE
)
NAME = re.compile(r"[\w.-]{2,64}")
NOT_A_NAME = frozenset({"joinchat", "groups", "pages", "profile.php", "channel", "watch", "share", "c", "s"})


def normal(text: str, *, platform: str | None = None) -> str | None:
    """`platform/name` in lower case, from a link or a name with its platform; else None.

    A name without its platform is not comparable: the same word is free on
    every other one. Most platforms let a name be given up and taken by another.
    """
    spelled = clean(text)
    link = LINK.fullmatch(spelled)
    if link is not None:
        return _joined(link["host"], link["path"].strip("/").split("/")[0])
    if platform is None:
        platform, _, spelled = spelled.partition("/")
    return _joined(platform, spelled)


def _joined(platform: str, name: str) -> str | None:
    where = clean(platform).lower()
    where = PLATFORMS.get(where, where)
    who = clean(name.lstrip("@").lower())
    if not where or who in NOT_A_NAME or NAME.fullmatch(who) is None:
        return None
    return f"{where}/{who}"
