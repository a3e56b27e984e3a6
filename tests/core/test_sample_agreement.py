from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.core.agreement_text import read_agreement
from passerelle.core.country_status import country_table, demonstration_table

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "agreements"
SAMPLES = sorted(FOLDER.glob("*.toml"))
REFUSAL_GROUNDS = 10  # Directive (EU) 2023/977 article 6(1), each point counted apart


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_read_says_it_is_one_and_names_its_source_and_doubts(sample: Path) -> None:
    found = read_agreement(sample.read_bytes())

    assert found.title.startswith("Sample: ")
    assert found.source
    assert found.doubts
    known = country_table().countries | demonstration_table().countries
    assert {one.country for one in found.parties} <= known
    assert found.instruments <= {row.basis for row in country_table().rows}


def test_there_are_samples_each_named_in_the_reference() -> None:
    page = (FOLDER.parent / "agreement.md").read_text(encoding="utf-8")

    assert SAMPLES
    assert [one.name for one in SAMPLES if f"agreements/{one.name}" not in page] == []


def test_the_sample_of_the_directive_has_its_limits_and_its_closed_list() -> None:
    found = read_agreement((FOLDER / "directive-2023-977.toml").read_bytes())

    assert len(set(found.refusals)) == REFUSAL_GROUNDS
    assert found.deadlines is not None
    limits = found.deadlines
    assert (limits.urgent_direct_hours, limits.urgent_indirect_days, limits.other_days) == (8, 3, 7)


def test_the_sample_of_the_channel_begins_and_ends_at_the_instants_of_the_law() -> None:
    found = read_agreement((FOLDER / "channel-after-2020.toml").read_bytes())

    assert found.valid_from == datetime(2020, 12, 31, 23, tzinfo=UTC)
    assert found.valid_until == datetime(2031, 12, 27, 23, tzinfo=UTC)
