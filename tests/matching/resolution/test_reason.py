from __future__ import annotations

import numpy as np

from passerelle.matching.resolution.evidence import SILENT, Evidence
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.model import BELIEVED, Model
from passerelle.matching.resolution.reason import reasons


def test_a_reason_says_each_field_and_which_way_it_points() -> None:
    evidence = {
        Field.SURNAME: Evidence(np.array([0, 4], dtype=np.int8), np.array([12.0, 0.0])),
        Field.BIRTH: Evidence(np.array([SILENT, 1], dtype=np.int8), np.zeros(2)),
    }
    model = Model(1e-6, 1e-6, {field: BELIEVED[field] for field in evidence})
    assert reasons(model, evidence) == [
        "surname: the same (strongly for); not on both sides: date of birth",
        "surname: different (against); date of birth: one slip apart, or day and month swapped (for)",
    ]


def test_a_date_of_birth_that_no_file_has_is_said_to_be_missing() -> None:
    evidence = {Field.SURNAME: Evidence(np.array([0], dtype=np.int8), np.array([3.0]))}
    model = Model(1e-6, 1e-6, {Field.SURNAME: BELIEVED[Field.SURNAME]})
    assert reasons(model, evidence)[0].endswith("not on both sides: date of birth")
