"""A decision is a value: permitted by this clause, or refused for this reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from passerelle.core.refusal_reason import RefusalReason


@dataclass(frozen=True, slots=True)
class Permit:
    """It is allowed, by this clause."""

    clause: str  # the clause's number in its agreement, or the rule that allows it
    agreement: str = ""  # the agreement's id; "" where a rule of the software decides


@dataclass(frozen=True, slots=True)
class Refuse:
    """It is not allowed, for this reason, by this clause or rule."""

    reason: RefusalReason
    clause: str
    agreement: str = ""


# A decision has two shapes and no truth value: `if decision:` would be true for
# a refusal, so callers must `match` on it; mypy's truthy-bool keeps this.
Decision = Permit | Refuse
