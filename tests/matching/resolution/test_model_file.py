from __future__ import annotations

import json

import pytest

from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.model import BELIEVED, Model
from passerelle.matching.resolution.model_file import ModelFileError, read, write

MODEL = Model(1e-4, 1e-5, {field: BELIEVED[field] for field in (Field.GIVEN, Field.SURNAME, Field.BIRTH)})


def test_a_model_comes_back_as_it_was_written() -> None:
    assert read(write(MODEL)) == MODEL


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "another"}, id="format"),
        pytest.param({"prior": 0}, id="no-share"),
        pytest.param({"fields": {}}, id="no-fields"),
        pytest.param({"fields": {"FAITH": {}}}, id="unknown-field"),
        pytest.param({"fields": {"GIVEN": {"m": [1], "u": [0], "rarity": [0], "seen": []}}}, id="no-chance"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ModelFileError):
        read(json.dumps({**json.loads(write(MODEL)), **change}))


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ModelFileError):
        read("[]")
