from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from passerelle.core import vocabulary
from passerelle.core.vocabulary import (
    AbstractSchemaError,
    MisshapenValueError,
    RefusedPropertyError,
    UnknownPropertyError,
    UnknownSchemaError,
    check,
    is_a,
    prop,
    schema,
    schemata,
)

DOCUMENT = tomllib.loads(files("passerelle.core").joinpath("vocabulary.toml").read_text("utf-8"))
REFUSED = sorted(DOCUMENT["refused"])
FLAGGED = sorted({one for names in DOCUMENT["flags"].values() for one in names})


@pytest.mark.parametrize("path", REFUSED + FLAGGED)
def test_what_is_refused_or_flagged_exists(path: str) -> None:
    owner, _, name = path.partition(".")

    assert name in schemata()[owner].properties


@pytest.mark.parametrize("path", REFUSED)
def test_what_rule_9_refuses_is_refused_under_every_schema_that_has_it(path: str) -> None:
    owner, _, name = path.partition(".")
    for one in schemata().values():
        if owner in one.ancestors:
            with pytest.raises(RefusedPropertyError, match=r"rule 9"):
                prop(one.name, name)


@pytest.mark.parametrize("name", sorted(DOCUMENT["refused_everywhere"]))
def test_some_names_are_refused_under_any_schema(name: str) -> None:
    for one in ("Person", "Vessel", "Crossing"):
        with pytest.raises(RefusedPropertyError, match=r"rule (9|23)"):
            check(one, name, "anything")


@pytest.mark.parametrize("name", ["nationality", "citizenship", "birthPlace", "birthCountry", "country"])
def test_origin_is_inert_and_identifies(name: str) -> None:
    assert prop("Person", name).inert
    assert prop("Person", name).identifies


def test_a_group_s_country_is_not_a_person_s() -> None:
    assert not prop("Organization", "country").inert


def test_every_link_and_edge_points_at_something_that_exists() -> None:
    for one in schemata().values():
        assert all(not each.range or each.range in schemata() for each in one.properties.values())
        assert one.edge is None or set(one.edge) <= set(one.properties)


@pytest.mark.parametrize(
    ("name", "ancestor", "expected"),
    [
        ("Vessel", "Vehicle", True),
        ("Vessel", "Thing", True),
        ("Vessel", "Vessel", True),
        ("Vehicle", "Vessel", False),
        ("Company", "Asset", True),
        ("Passport", "Identification", True),
        ("Crossing", "Event", True),
    ],
)
def test_inheritance_is_transitive_and_has_a_direction(name: str, ancestor: str, expected: bool) -> None:
    assert is_a(name, ancestor) is expected


def test_a_descendant_s_own_property_hides_the_inherited_one() -> None:
    assert prop("RealEstate", "registrationNumber").owner == "RealEstate"
    assert prop("Vessel", "registrationNumber").owner == "Vehicle"


def test_ours_are_marked_and_followthemoney_s_are_not() -> None:
    assert schema("Crossing").ours
    assert not schema("Trip").ours
    assert schema("ProtectiveState").never_leaves
    assert schema("Role").edge == ("person", "group")


def test_unknown_words_are_refused_by_name() -> None:
    with pytest.raises(UnknownSchemaError, match="Spaceship"):
        schema("Spaceship")
    with pytest.raises(UnknownPropertyError, match="shoeSize"):
        prop("Person", "shoeSize")


def test_no_entity_is_of_an_abstract_schema() -> None:
    with pytest.raises(AbstractSchemaError):
        check("Thing", "name", "x")


def test_a_misshapen_value_is_refused_without_repeating_it() -> None:
    with pytest.raises(MisshapenValueError) as caught:
        check("Person", "birthDate", "the first of may")

    assert "may" not in str(caught.value)
    assert check("Person", "birthDate", "1990-05-01") is vocabulary.prop("Person", "birthDate")


@pytest.mark.parametrize(
    "name", ["name", "alias", "birthDate", "phone", "passportNumber", "address", "notes"]
)
def test_what_tells_who_a_person_is_identifies(name: str) -> None:
    assert prop("Person", name).identifies


@pytest.mark.parametrize("name", ["gender", "spokenLanguage", "topics"])
def test_what_tells_nobody_s_name_does_not_identify(name: str) -> None:
    assert not prop("Person", name).identifies
