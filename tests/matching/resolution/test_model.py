from __future__ import annotations

import numpy as np

from passerelle.matching.resolution.evidence import SILENT, Evidence
from passerelle.matching.resolution.field import HOME, Field
from passerelle.matching.resolution.model import BELIEVED, MOST_OF_HOME, Model


def seen(level: int, bits: float = 0.0) -> Evidence:
    return Evidence(np.array([level], dtype=np.int8), np.array([bits]))


def model(*fields: Field) -> Model:
    return Model(1e-6, 1e-7, {field: BELIEVED[field] for field in fields})


def score(evidence: dict[Field, Evidence]) -> float:
    return float(model(*evidence).odds(evidence).probability[0])


def test_every_belief_is_a_distribution() -> None:
    for weights in BELIEVED.values():
        assert abs(sum(weights.m) - 1) < 1e-9
        assert abs(sum(weights.u) - 1) < 2e-2
        assert len(weights.m) == len(weights.u) == len(weights.rarity)


def test_a_silent_field_says_nothing() -> None:
    named = {Field.SURNAME: seen(0, 9.0)}
    assert score(named) == score({**named, Field.BIRTH: seen(SILENT)})


def test_a_rare_name_says_more_than_a_common_one() -> None:
    assert score({Field.NAME: seen(0, 30.0)}) > score({Field.NAME: seen(0, 12.0)})


def test_a_home_counts_once_however_much_of_it_agrees() -> None:
    home = {field: seen(0, 12.0) for field in HOME}
    odds = model(*HOME).odds(home).same[0]
    assert np.log2(odds) - np.log2(1e-6) <= MOST_OF_HOME + 1e-3


def test_relatives_at_one_home_with_other_given_names_and_days_are_two() -> None:
    family = {Field.SURNAME: seen(0, 12.0), **{field: seen(0, 12.0) for field in HOME}}
    apart = {**family, Field.GIVEN: seen(4), Field.BIRTH: seen(4)}
    together = {**family, Field.GIVEN: seen(0, 7.0), Field.BIRTH: seen(0)}
    assert score(apart) < 0.1
    assert score(together) > 0.99


def test_chances_seen_among_strangers_lower_what_rarity_alone_would_say() -> None:
    weights = BELIEVED[Field.NAME]
    table = tuple(tuple([0.01] * 41) for _ in weights.m)
    known = type(weights)(weights.m, weights.u, weights.rarity, table)
    assert known.bits(seen(1, 25.0))[0] < 7 < weights.bits(seen(1, 25.0))[0]
