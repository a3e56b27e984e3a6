"""Electronic mail addresses."""

from __future__ import annotations

import re

from passerelle.core.values.text import clean

# A deliberately narrow reading of RFC 5321: what people exchange, not all that the grammar allows.
ADDRESS = re.compile(r"(?P<local>[^\s@\"(),:;<>\[\]\\]{1,64})@(?P<domain>[^\s@\"(),:;<>\[\]\\/_]{3,253})")


def normal(text: str) -> str | None:
    """The address in lower case, its domain in IDNA form, `mailto:` removed; None when it is none.

    Dots and plus-tags are kept: only some providers ignore them, and folding
    them would join two people elsewhere.
    """
    spelled = clean(text).lower().removeprefix("mailto:").strip(" <>")
    match = ADDRESS.fullmatch(spelled)
    if match is None:
        return None
    domain = _ascii(match["domain"].rstrip("."))
    return f"{match['local']}@{domain}" if domain else None


def _ascii(domain: str) -> str | None:
    try:
        encoded = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return encoded if "." in encoded else None
