from __future__ import annotations

import pytest

from passerelle.core.vocabulary import schema


def test_a_schema_s_properties_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        schema("Person").properties["name"] = schema("Person").properties["alias"]  # type: ignore[index]
