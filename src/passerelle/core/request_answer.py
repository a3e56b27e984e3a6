"""A request answered part by part: refused by a code of the agreement, the rest delivered (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from passerelle.core.agreement import Agreement


class RequestRefusalError(PasserelleError):
    """A refusal is not one the agreement knows, or touches no part of the request; nothing was answered."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem}; nothing was answered. Choose a code of the agreement, part by part.")


@dataclass(frozen=True, slots=True)
class PartRefused:
    """One part of a request is refused; the text explains the code and never replaces it."""

    part: str  # the part's reference in the request
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PartialAnswer:
    """What is delivered and what is refused: together every part, once."""

    delivered: tuple[str, ...]
    refused: tuple[PartRefused, ...]


def divide(parts: Sequence[str], refusals: Iterable[PartRefused], agreement: Agreement) -> PartialAnswer:
    """Every part that no refusal names is delivered; raises RequestRefusalError."""
    refused: dict[str, PartRefused] = {}
    for one in refusals:
        if one.code not in agreement.refusals:
            raise RequestRefusalError("a refusal's code is not in the agreement's closed list")
        if one.part not in parts or one.part in refused:
            raise RequestRefusalError("a refusal names no part of the request, or one part twice")
        refused[one.part] = one
    return PartialAnswer(tuple(one for one in parts if one not in refused), tuple(refused.values()))
