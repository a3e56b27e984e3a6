"""Two subjects that share a key, side by side: what agrees, differs or is missing, and why.

Whether the name is the same and whether the person is the same are two
questions with two answers. Nationality, birthplace, religion and ethnicity are
not read. Nothing is decided here: a person judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from passerelle.core.grade import INFORMATION_ORDER, SOURCE_ORDER, Grade
from passerelle.matching.field_comparison import findings_of
from passerelle.matching.finding import Finding, Reason, Verdict
from passerelle.matching.match_key import Key, keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.matching.subject import Subject

COMMON_ABOVE = 20
UNKNOWN_HOLDERS = 2


class Standing(StrEnum):
    """What the findings come to before a person judges, the most telling first."""

    CORROBORATED = "corroborated"  # the name agrees, and so does a day of birth or an identifier
    COMPATIBLE = "compatible"  # the name agrees, and inexact or slightly different dates do not exclude it
    SHARED_VALUE = (
        "shared-value"  # an identifier in common under other names: people share phones and accounts
    )
    SAME_NAME_ONLY = "same-name-only"  # nothing besides the name is there to compare
    COMMON_VALUE = "common-value"  # all that is shared is held by very many
    CONTRADICTED = "contradicted"  # dates of birth or lifelong numbers exclude each other


STRENGTH = tuple(Standing)
CONTRADICTIONS = frozenset({Reason.OTHER_DATE, Reason.OTHER_LIFELONG_NUMBER})
CORROBORATIONS = frozenset({Reason.SAME_DATE, Reason.SAME_IDENTIFIER})
COMPATIBILITIES = frozenset({Reason.COMPATIBLE_DATE, Reason.NEAR_DATE, Reason.ONE_SIGN_OFF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The findings, the shared keys, and what they come to."""

    standing: Standing
    findings: tuple[Finding, ...]
    shared: tuple[Key, ...]
    common: tuple[Key, ...]  # those of the shared keys that very many hold: "common value"
    rarest: int  # how many entities hold the rarest shared key; 0 when none is shared
    grade: Grade

    @property
    def agreeing(self) -> tuple[str, ...]:
        """The fields that agree, or nearly do."""
        return tuple(f.field for f in self.findings if f.verdict in {Verdict.AGREES, Verdict.NEAR})

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields that both sides hold and that differ."""
        return tuple(f.field for f in self.findings if f.verdict is Verdict.DIFFERS)

    @property
    def contradicts(self) -> bool:
        """True when the two cannot be one person as described."""
        return self.standing is Standing.CONTRADICTED

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Sorts hits, first the most telling: standing, rarity, number of shared keys, grade."""
        source, information = (
            SOURCE_ORDER.index(self.grade.source),
            INFORMATION_ORDER.index(self.grade.information),
        )
        return STRENGTH.index(self.standing), self.rarest, -len(self.shared), source, information


def compare(
    left: Subject,
    right: Subject,
    *,
    grade: Grade,
    holders: Mapping[Key, int] | None = None,
    keys: frozenset[Key] | None = None,
) -> Comparison:
    """The comparison under the worse grade of the two; `holders` counts the entities that hold each key.

    Who compares one subject with many gives the `keys` that both have.
    """
    counts = holders or {}
    shared = sorted(_shared(left, right) if keys is None else keys)
    held = {key: counts.get(key, UNKNOWN_HOLDERS) for key in shared}
    common = tuple(key for key in shared if held[key] > COMMON_ABOVE)
    findings = tuple(findings_of(left, right))
    return Comparison(
        standing=_standing(findings, only_common=len(common) == len(shared)),
        findings=findings,
        shared=tuple(shared),
        common=common,
        rarest=min(held.values(), default=0),
        grade=grade,
    )


def _shared(left: Subject, right: Subject) -> frozenset[Key]:
    return keys_of(left.schema, left.facts) & keys_of(right.schema, right.facts)


def _standing(findings: tuple[Finding, ...], *, only_common: bool) -> Standing:
    """The first that holds; a contradiction is never outweighed by what agrees."""
    reasons = {finding.reason for finding in findings}
    named = any(f.field == "name" and f.verdict in {Verdict.AGREES, Verdict.NEAR} for f in findings)
    if reasons & CONTRADICTIONS:
        return Standing.CONTRADICTED
    if named and reasons & CORROBORATIONS:
        return Standing.CORROBORATED
    if only_common:
        return Standing.COMMON_VALUE
    if named and reasons & COMPATIBILITIES:
        return Standing.COMPATIBLE
    return Standing.SAME_NAME_ONLY if named else Standing.SHARED_VALUE
