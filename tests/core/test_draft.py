from __future__ import annotations

import pytest

from passerelle.core.draft import Draft, Fact


@pytest.mark.parametrize(
    ("schema", "link"),
    [
        ("Person", False),
        ("CryptoWallet", False),
        ("Sanction", True),
        ("Passport", True),
        ("UnknownLink", True),
    ],
    ids=str,
)
def test_links_documents_and_listings_are_no_things_of_their_own(schema: str, link: bool) -> None:
    assert Draft(publisher_id="1", schema=schema, line=1, facts=()).is_link is link


def test_the_first_value_of_a_property_is_found_or_empty() -> None:
    draft = Draft(publisher_id="1", schema="Person", line=1, facts=(Fact("alias", "a"), Fact("alias", "b")))
    assert draft.first("alias") == "a"
    assert draft.first("name") == ""
