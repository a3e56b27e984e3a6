"""What is known of each field: how often it agrees for one person, and how often for two.

m is the share of a level among pairs that are the same, u among pairs that are
not (Fellegi and Sunter, 1969). The figures here are what is believed before
any data; data move them (`estimation`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from passerelle.matching.resolution.field import HOME, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.matching.resolution.evidence import Evidence, Floats

THRESHOLD = 0.5
MOST_BITS = 200.0
MOST_SEEN = 40
MOST_OF_HOME = 12.0  # bits: whoever lives together shares all of it
MOST_OF_SHARED = 10.0  # bits: of a family's names, and of one word


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one field, for each level, best first."""

    m: tuple[float, ...]
    u: tuple[float, ...]
    # Where it is not 0, the rarity of what is shared stands in place of u, up to so many bits.
    rarity: tuple[float, ...]
    # For each level, the share of pairs of different people that are there with so many bits or more.
    seen: tuple[tuple[float, ...], ...] = ()

    def bits(self, evidence: Evidence) -> Floats:
        """The bits for or against being the same, 0 where a side is silent."""
        level = np.maximum(evidence.level, 0)
        m, u, most = np.array(self.m), np.array(self.u), np.array(self.rarity)
        chance = np.exp2(-np.minimum(evidence.bits, most[level]))
        if self.seen:
            # Words that come together are shared by more pairs than their single rarities say.
            chance = (
                chance + np.array(self.seen)[level, np.minimum(evidence.bits, MOST_SEEN).astype(np.int64)]
            )
        surprise = -np.log2(np.where(most[level] > 0, np.minimum(chance, 1.0), u[level]))
        return np.where(evidence.level < 0, 0.0, np.log2(m)[level] + surprise)


def _text(same: float) -> Weights:
    u = (same, 0.001, 0.004, 0.01)
    return Weights((0.80, 0.08, 0.03, 0.03, 0.06), (*u, 1 - sum(u)), (40.0, 0, 0, 0, 0))


# The levels of whole names in one family: a father's name, a family's, sometimes all of them.
NAMES_OF_KIN = (0.1, 0.1, 0.5, 0.2, 0.1)
BELIEVED: dict[Field, Weights] = {
    Field.NAME: Weights(
        (0.45, 0.25, 0.15, 0.10, 0.05),
        (1e-5, 1e-5, 1e-4, 0.02, 0.98),
        (40.0, 40.0, MOST_OF_SHARED, MOST_OF_SHARED, 0),
    ),
    Field.GIVEN: _text(0.005),
    Field.SURNAME: _text(0.002),
    Field.BIRTH: Weights((0.76, 0.08, 0.09, 0.04, 0.03), (5e-5, 5e-4, 0.01, 0.05, 0.94), (0, 0, 0, 0, 0)),
    Field.HOUSE: _text(0.01),
    Field.STREET: _text(0.0005),
    Field.PLACE: _text(0.002),
    Field.CITY: _text(0.005),
    Field.POSTCODE: _text(0.005),
    Field.STATE: _text(0.15),
    Field.NUMBER: Weights((0.60, 0.10, 0.03, 0.02, 0.25), (1e-6, 1e-5, 1e-4, 1e-3, 0.99889), (0, 0, 0, 0, 0)),
    Field.PHONE: Weights((0.60, 0.05, 0.03, 0.02, 0.30), (1e-5, 1e-5, 1e-4, 1e-3, 0.99889), (0, 0, 0, 0, 0)),
    Field.EMAIL: Weights((0.60, 0.05, 0.03, 0.02, 0.30), (1e-5, 1e-5, 1e-4, 1e-3, 0.99889), (0, 0, 0, 0, 0)),
}


@dataclass(frozen=True, slots=True)
class Odds:
    """Of each pair, against being two strangers: that it is one person, that it is two of one family."""

    same: Floats
    kin: Floats

    @property
    def probability(self) -> Floats:
        """The probability that a pair is the same."""
        return np.asarray(self.same / (1.0 + self.same + self.kin))

    @property
    def kinship(self) -> Floats:
        """The probability that a pair is two of one family."""
        return np.asarray(self.kin / (1.0 + self.same + self.kin))

    @property
    def against_all(self) -> Floats:
        """The odds of being the same against all else."""
        return np.asarray(self.same / (1.0 + self.kin))


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of the fields that both files have, and what holds of any pair before it is compared."""

    prior: float  # that both are the same
    kinship: float  # that they are of one family, or otherwise share a home and part of a name
    weights: Mapping[Field, Weights]
    rows: int = 0  # of the larger file that it was learnt from; 0 where that is not known

    def at(self, rows: int) -> Model:
        """The same model where the larger file has so many rows: of more pairs, fewer are the same."""
        if not self.rows or not rows:
            return self
        share = self.rows / rows
        return replace(
            self, prior=min(self.prior * share, 0.5), kinship=min(self.kinship * share, 0.5), rows=rows
        )

    def odds(self, evidence: Mapping[Field, Evidence]) -> Odds:
        """All the fields together; relatives share what a family shares and are strangers in all else."""
        parts = {field: self.weights[field].bits(found) for field, found in evidence.items()}
        home = sum((parts.pop(field) for field in HOME if field in parts), np.float64(0))
        home = np.minimum(home, MOST_OF_HOME)
        same = home + sum(parts.values(), np.float64(0))
        kin = home + parts.get(Field.SURNAME, np.float64(0))
        if Field.NAME in parts:
            whole = replace(self.weights[Field.NAME], m=NAMES_OF_KIN)
            kin = kin + whole.bits(evidence[Field.NAME])
        return Odds(_odds(self.prior, same), _odds(self.kinship, kin))


def _odds(prior: float, bits: Floats) -> Floats:
    return np.asarray(np.exp2(np.clip(np.log2(prior / (1 - prior)) + bits, -MOST_BITS, MOST_BITS)))
