"""Names of cookies: two desks on one host share its cookies across ports, so each name carries its node."""

from __future__ import annotations

SHORT = 10


def cookie_name(node: str, part: str) -> str:
    """A name that no other node's desk on the same host uses."""
    return f"passerelle-{node[:SHORT] or 'none'}-{part}"
