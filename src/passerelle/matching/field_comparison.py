"""One finding for each field that identifies: names, date of birth, and every kind of identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from passerelle.core.values import date, document_number
from passerelle.matching.finding import Finding, Reason, Verdict
from passerelle.matching.match_key import CONTEXT, NAME_PROPS, KeyKind, keys_of, kind_of, split_names
from passerelle.matching.name_likeness import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.matching.subject import Subject

# Given once and kept for life where they exist; a passport number changes with each passport.
LIFELONG = ("idNumber", "innCode", "socialSecurityNumber", "taxNumber")
VERDICTS = {
    Reason.SAME_NAME: Verdict.AGREES,
    Reason.SHARED_WORDS: Verdict.NEAR,
    Reason.SIMILAR_NAME: Verdict.NEAR,
    Reason.INITIALS: Verdict.NEAR,
    Reason.OTHER_NAME: Verdict.DIFFERS,
    Reason.SAME_DATE: Verdict.AGREES,
    Reason.COMPATIBLE_DATE: Verdict.AGREES,
    Reason.NEAR_DATE: Verdict.NEAR,
    Reason.OTHER_DATE: Verdict.DIFFERS,
    Reason.SAME_IDENTIFIER: Verdict.AGREES,
    Reason.ONE_SIGN_OFF: Verdict.NEAR,
    Reason.OTHER_IDENTIFIER: Verdict.DIFFERS,
    Reason.OTHER_LIFELONG_NUMBER: Verdict.DIFFERS,
    Reason.ONE_SIDE_SILENT: Verdict.MISSING,
    Reason.BOTH_SILENT: Verdict.MISSING,
}
LENGTH_OF_DAY = len("1980-05-03")


def findings_of(left: Subject, right: Subject) -> Iterator[Finding]:
    """The findings in the order shown: name, date of birth of persons, then identifiers that a side holds."""
    yield _names(left.values(*NAME_PROPS), right.values(*NAME_PROPS))
    if "Person" in {left.schema, right.schema}:
        yield _dates(left.values("birthDate"), right.values("birthDate"))
    forms = _forms(left), _forms(right)
    for kind in KeyKind:
        ours, theirs = (side.get(kind, ()) for side in forms)
        if ours or theirs:
            lifelong = kind is KeyKind.DOCUMENT and _lifelong_differ(left, right)
            yield _identifiers(kind, ours, theirs, lifelong=lifelong)


def _names(left: tuple[str, ...], right: tuple[str, ...]) -> Finding:
    ours, theirs = split_names(left), split_names(right)
    if not ours or not theirs:
        return _silent("name", left, right)
    reason, one, two = closest(ours, theirs)
    if reason is Reason.OTHER_NAME:
        return _finding("name", left, right, reason)
    return _finding("name", (one,), (two,), reason)


def _dates(left: tuple[str, ...], right: tuple[str, ...]) -> Finding:
    ours, theirs = [tuple(filter(None, map(date.normal, side))) for side in (left, right)]
    if not ours or not theirs:
        return _silent("birthDate", ours, theirs)
    pairs = [(one, two) for one in ours for two in theirs]
    if any(one == two and len(one) == LENGTH_OF_DAY for one, two in pairs):
        return _finding("birthDate", ours, theirs, Reason.SAME_DATE)
    if any(date.agrees(one, two) for one, two in pairs):
        return _finding("birthDate", ours, theirs, Reason.COMPATIBLE_DATE)
    near = any(date.near(one, two) for one, two in pairs)
    return _finding("birthDate", ours, theirs, Reason.NEAR_DATE if near else Reason.OTHER_DATE)


def _identifiers(kind: KeyKind, left: tuple[str, ...], right: tuple[str, ...], *, lifelong: bool) -> Finding:
    if not left or not right:
        return _silent(kind, left, right)
    if set(left) & set(right):
        return _finding(kind, left, right, Reason.SAME_IDENTIFIER)
    if any(Levenshtein.distance(one, two, score_cutoff=1) == 1 for one in left for two in right):
        return _finding(kind, left, right, Reason.ONE_SIGN_OFF)
    return _finding(kind, left, right, Reason.OTHER_LIFELONG_NUMBER if lifelong else Reason.OTHER_IDENTIFIER)


def _lifelong_differ(left: Subject, right: Subject) -> bool:
    """True when each side holds exactly one lifelong number of one property, of one length, and they differ.

    Of other lengths they are likely to be other States' numbers, and a person may have both.
    """
    for prop in LIFELONG:
        ours, theirs = [set(filter(None, map(document_number.normal, s.values(prop)))) for s in (left, right)]
        if len(ours) == len(theirs) == 1 and ours != theirs and len(min(ours)) == len(min(theirs)):
            return True
    return False


def _forms(subject: Subject) -> dict[KeyKind, tuple[str, ...]]:
    """The normal forms of a subject's identifiers by kind; names are compared by their words."""
    read = [fact for fact in subject.facts if fact[0] in CONTEXT or kind_of(subject.schema, fact[0])]
    forms: dict[KeyKind, tuple[str, ...]] = {}
    for key in sorted(keys_of(subject.schema, read)):
        forms[key.kind] = (*forms.get(key.kind, ()), key.value)
    return forms


def _silent(field: str, left: tuple[str, ...], right: tuple[str, ...]) -> Finding:
    return _finding(field, left, right, Reason.ONE_SIDE_SILENT if left or right else Reason.BOTH_SILENT)


def _finding(field: str, left: tuple[str, ...], right: tuple[str, ...], reason: Reason) -> Finding:
    return Finding(field=field, left=left, right=right, verdict=VERDICTS[reason], reason=reason)
