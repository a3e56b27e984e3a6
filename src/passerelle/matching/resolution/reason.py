"""Why a pair has its score, in words: each field, how it compares, and which way that points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.resolution import date_level, name_level, text_level
from passerelle.matching.resolution.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from passerelle.matching.resolution.evidence import Evidence
    from passerelle.matching.resolution.model import Model

WORDS = {Field.NAME: name_level.WORDS, Field.BIRTH: date_level.WORDS}
STRONG, CLEAR = 8.0, 1.0


def reasons(model: Model, evidence: Mapping[Field, Evidence]) -> list[str]:
    """One sentence for each pair; it holds no value of either record."""
    fields = list(evidence)
    bits = [model.weights[field].bits(evidence[field]) for field in fields]
    rows = zip(
        np.stack([evidence[field].level for field in fields], axis=1).tolist(),
        np.stack(bits, axis=1).tolist(),
        strict=True,
    )
    known: dict[tuple[tuple[int, ...], tuple[str, ...]], str] = {}
    found = []
    for levels, weights in rows:
        key = tuple(levels), tuple(map(_direction, weights))
        if key not in known:
            known[key] = _sentence(fields, *key)
        found.append(known[key])
    return found


def of_bits(fields: Sequence[Field], bits: Sequence[float]) -> str:
    """The sentence where only the bits of each field are known: which way it points, and what is silent."""
    weighed = list(zip(fields, bits, strict=True))
    said = [f"{field}: {_direction(one)}" for field, one in weighed if one]
    silent = [str(field) for field, one in weighed if not one]
    if Field.BIRTH not in fields:
        silent.append(str(Field.BIRTH))
    return "; ".join(said + ([f"not on both sides: {', '.join(silent)}"] if silent else []))


def _direction(bits: float) -> str:
    if abs(bits) < CLEAR:
        return "says little"
    side = "for" if bits > 0 else "against"
    return f"strongly {side}" if abs(bits) >= STRONG else side


def _sentence(fields: list[Field], levels: tuple[int, ...], directions: tuple[str, ...]) -> str:
    said = [
        f"{field}: {WORDS.get(field, text_level.WORDS)[level]} ({direction})"
        for field, level, direction in zip(fields, levels, directions, strict=True)
        if level >= 0
    ]
    silent = [str(field) for field, level in zip(fields, levels, strict=True) if level < 0]
    if Field.BIRTH not in fields:
        silent.append(str(Field.BIRTH))  # always said: nothing parts namesakes as a date of birth does
    missing = [f"not on both sides: {', '.join(silent)}"] if silent else []
    return "; ".join(said + missing)
