"""The clock and chance of a distress call, which stands alone and takes nothing from a node."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def token() -> str:
    """128 bits of chance, as they stand in an address."""
    return secrets.token_hex(16)
