"""What the desk is told by the process that serves it: the world, and the node's name.

The setting `PASSERELLE_DESK` is a table: `env` is a callable without
arguments, or the dotted path of one, that returns the Env of a request;
`node` and `service` are the names shown on every screen; `exercise` marks a
node whose data are invented; `idle_minutes` ends an idle session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from passerelle.core.env import Env

IDLE_MINUTES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The node as its screens name it."""

    node: str
    service: str
    exercise: bool
    idle_minutes: int


def installation() -> Installation:
    """The node that this process serves."""
    table: dict[str, Any] = settings.PASSERELLE_DESK
    return Installation(
        node=table.get("node", ""),
        service=table.get("service", ""),
        exercise=table.get("exercise", False),
        idle_minutes=table.get("idle_minutes", IDLE_MINUTES),
    )


def request_env() -> Env:
    """The Env of one request."""
    table: dict[str, Any] = settings.PASSERELLE_DESK
    make = import_string(table["env"]) if isinstance(table["env"], str) else table["env"]
    made: Env = make()
    return made
