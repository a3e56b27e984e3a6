"""What the keys find on public designation lists; people are named by list reference only.

The lists name living people: not for screening, and a listing is not a finding of guilt.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from passerelle.core.draft import Draft
from passerelle.formats.reading import Request, read
from passerelle.matching.match_key import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from passerelle.matching.match_key import Key

pytestmark = pytest.mark.shared
Drafts = dict[str, Draft]
LINKS = re.compile(r"UN Ref[.:]? ?([A-Z]{2}i\.\d{3})")
TRAFFICKERS = {
    "LYi.021": "24004",
    "LYi.022": "24313",
    "LYi.023": "24314",
    "LYi.024": "24310",
    "LYi.025": "24311",
    "LYi.026": "24312",
    "LYi.029": "30526",
}


@pytest.fixture(scope="module")
def lists() -> Path:
    root = Path(os.environ.get("PASSERELLE_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
    if not (root / "lists").is_dir():
        pytest.skip("the shared lists are absent: set PASSERELLE_DATA to the folder that holds lists/")
    return root / "lists"


def persons(path: Path) -> Iterator[Draft]:
    with path.open("rb") as source:
        for item in read(Request(source=source)):
            if isinstance(item, Draft) and item.schema == "Person":
                yield item


def scripts(name: str) -> set[str]:
    return {unicodedata.name(sign, "").split(" ")[0] for sign in name if sign.isalpha()}


def keys(draft: Draft) -> frozenset[Key]:
    return keys_of(draft.schema, [(fact.prop, fact.value) for fact in draft.facts])


@pytest.fixture(scope="module")
def un(lists: Path) -> Drafts:
    return {draft.publisher_id: draft for draft in persons(lists / "un_2026-01-28.xml.gz")}


@pytest.fixture(scope="module")
def traffickers_of_ofac(lists: Path) -> Drafts:
    wanted = set(TRAFFICKERS.values())
    found = persons(lists / "ofac_sdn_2024-05-03.csv.gz")
    return {draft.publisher_id: draft for draft in found if draft.publisher_id in wanted}


@pytest.mark.parametrize(("un_reference", "ofac_reference"), TRAFFICKERS.items(), ids=TRAFFICKERS)
def test_a_trafficker_listed_by_both_is_met(
    un: Drafts, traffickers_of_ofac: Drafts, un_reference: str, ofac_reference: str
) -> None:
    # The outcome alone is asserted, so that a failure prints no key and no name.
    met = bool(keys(un[un_reference]) & keys(traffickers_of_ofac[ofac_reference]))
    assert met, f"UN {un_reference} and OFAC {ofac_reference} share no key"


def test_keys_are_few_and_selective(un: Drafts) -> None:
    found = [keys(draft) for draft in un.values()]
    holders: dict[Key, int] = {}
    for key in (key for each in found for key in each):
        holders[key] = holders.get(key, 0) + 1
    average, most = mean(map(len, found)), max(holders.values())
    assert average <= 12
    assert most <= 25
    assert sum(not each for each in found) <= 0.02 * len(found)


def test_persons_that_the_uk_lists_under_a_un_reference_are_met(un: Drafts, lists: Path) -> None:
    met, total = 0, 0
    for draft in persons(lists / "uk_conlist_2018-04-13.csv.gz"):
        links = LINKS.findall(" ".join(fact.value for fact in draft.facts if fact.prop == "notes"))
        for reference in {link for link in links if link in un}:
            total += 1
            met += bool(keys(draft) & keys(un[reference]))
    assert total > 100
    assert met / total >= 0.95, f"{met} of {total} met"


def test_names_of_one_person_in_two_scripts_are_met(lists: Path) -> None:
    met, total = 0, 0
    for draft in persons(lists / "eu_2026-01-24.ftm.json.gz"):
        names = [fact.value for fact in draft.facts if fact.prop in {"name", "alias"}]
        born = [("birthDate", fact.value) for fact in draft.facts if fact.prop == "birthDate"]
        latin = [("name", name) for name in names if name.isascii()]
        others = [name for name in names if "CYRILLIC" in scripts(name) and len(name.split()) > 1]
        known = keys_of("Person", latin + born)
        for name in others if latin else []:
            total += 1
            met += bool(known & keys_of("Person", [("name", name), *born]))
    assert total > 1000
    assert met / total >= 0.95, f"{met} of {total} met"
