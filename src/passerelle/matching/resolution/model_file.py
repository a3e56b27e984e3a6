"""A trained model as one JSON file, so that what was learnt here can be applied elsewhere."""

from __future__ import annotations

import json
from typing import Any

from passerelle.errors import PasserelleError
from passerelle.matching.resolution.field import Field
from passerelle.matching.resolution.model import THRESHOLD, Model, Weights

FORMAT = "passerelle-link-1"


class ModelFileError(PasserelleError):
    """The text is no trained model of this format; nothing was scored."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the model {what}; nothing was scored, train it again with this version")


def write(model: Model) -> str:
    """The model as text; it holds shares and no value of any record."""
    fields = {
        field.name: {"m": weights.m, "u": weights.u, "rarity": weights.rarity, "seen": weights.seen}
        for field, weights in model.weights.items()
    }
    whole = {
        "format": FORMAT,
        "threshold": THRESHOLD,
        "prior": model.prior,
        "kinship": model.kinship,
        "rows": model.rows,
        "fields": fields,
    }
    return json.dumps(whole, indent=1) + "\n"


def read(text: str) -> Model:
    """The model that the text holds; raises ModelFileError where it holds none."""
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise ModelFileError("is of another format")
        weights = {Field[name]: _weights(one) for name, one in whole["fields"].items()}
        rows = int(whole.get("rows", 0))
        model = Model(float(whole["prior"]), float(whole["kinship"]), weights, rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ModelFileError("cannot be read") from None
    if not (0 < model.prior < 1 and 0 < model.kinship < 1) or not weights:
        raise ModelFileError("has no usable shares")
    return model


def _weights(one: dict[str, Any]) -> Weights:
    m, u, rarity = (tuple(map(float, one[name])) for name in ("m", "u", "rarity"))
    if not len(m) == len(u) == len(rarity) or min(*m, *u) <= 0:
        raise ModelFileError("has shares that are none")
    return Weights(m, u, rarity, tuple(tuple(map(float, row)) for row in one["seen"]))
