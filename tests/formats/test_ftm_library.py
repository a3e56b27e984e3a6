"""Our FollowTheMoney lines against the real library, where it is installed (dependency group `peers`)."""

from __future__ import annotations

import gzip
import json
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from passerelle.formats import ftm_json
from passerelle.formats.cleaned import COUNTRIES
from passerelle.formats.source import Pieces, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ABSENT = (
    "followthemoney is not installed: uv sync --group peers "
    "(its ICU binding is built with libicu-dev, pkg-config and g++)"
)


@pytest.fixture(scope="module")
def model() -> Any:
    with warnings.catch_warnings():
        # The library's own imports warn; what it answers is what is tested.
        warnings.simplefilter("ignore")
        library = pytest.importorskip("followthemoney", reason=ABSENT)
    return library.model


def cleaned_by_library(model: Any, line: dict[str, Any]) -> dict[str, set[str]]:
    entity = model.make_entity(line["schema"])
    entity.id = line["id"]
    for prop, values in line["properties"].items():
        entity.add(prop, values, cleaned=False)
    return {name: set(entity.get(name)) for name in line["properties"]}


@pytest.mark.parametrize("name", ["un_2031.xml", "sdn.csv", "uk_2031.csv"])
def test_the_library_knows_every_schema_and_property_that_we_write(
    model: Any, sample: Any, taken: Any, name: str
) -> None:
    drafts, _ = taken(sample(name))
    for line in ftm_json.write(drafts):
        record = json.loads(line)
        proxy = model.get_proxy(record, cleaned=False)
        assert set(record["properties"]) <= set(proxy.schema.properties)
        dropped = set(record["properties"]) - {prop.name for prop in proxy.iterprops()}
        # The countries and telephones of the samples are invented, and the library knows no such.
        assert dropped <= {*COUNTRIES, "phone"}
        if "birthDate" in record["properties"]:
            assert set(proxy.get("birthDate")) == set(record["properties"]["birthDate"])


@pytest.mark.shared
def test_values_are_cleaned_as_the_library_cleans_them(model: Any, lists: Path) -> None:
    text = gzip.decompress((lists / "eu_2026-01-24.ftm.json.gz").read_bytes())
    differing = [
        draft.publisher_id
        for line, draft in zip(text.splitlines(), _drafts(text), strict=True)
        if cleaned_by_library(model, json.loads(line)) != _values(draft)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("prop", "value"),
    [
        ("name", "  Ana   of\tOberland "),
        ("birthDate", "1980-3-7"),
        ("birthDate", "1980-00-00"),
        ("birthDate", "2031-01-02T10:11:12"),
        ("nationality", "FR"),
        ("gender", "F"),
        ("notes", "a\u0000b"),
    ],
    ids=["spaces", "short-date", "zeros", "instant", "code", "gender", "control"],
)
def test_single_values_are_cleaned_alike(model: Any, prop: str, value: str) -> None:
    line = {"id": "e", "schema": "Person", "properties": {prop: [value]}}
    (draft,) = _drafts(json.dumps(line).encode())
    ours = _values(draft) or {prop: set()}
    assert ours == cleaned_by_library(model, line)


def _drafts(text: bytes) -> Iterator[Any]:
    return ftm_json.read(opened(Pieces([text])))


def _values(draft: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for fact in draft.facts:
        found.setdefault(fact.prop, set()).add(fact.value)
    return found
