from __future__ import annotations

import pytest

from passerelle.documents.workshop.feature import FeatureKind, UnknownFeatureError, features, known


def test_every_feature_has_both_languages_and_every_kind_has_features() -> None:
    table = features()
    assert {one.kind for one in table.values()} == set(FeatureKind)
    assert all(one.english.strip() and one.french.strip() for one in table.values())
    for language in ("english", "french"):
        assert len({getattr(one, language) for one in table.values()}) == len(table)


def test_what_is_not_in_the_list_is_refused_by_its_place() -> None:
    assert known(["inkjet", "toner"]) == {"inkjet", "toner"}
    with pytest.raises(UnknownFeatureError, match="feature 2 is not"):
        known(["inkjet", "Ivo Marten"])
