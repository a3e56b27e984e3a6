from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.core.policy_case import agreement_text

from passerelle.core.agreement_text import AgreementTextError, read_agreement
from passerelle.core.purpose import Purpose
from passerelle.core.subject import SubjectCategory

TEXT = agreement_text("centre")


def test_a_joint_centre_is_read_whole() -> None:
    centre = read_agreement(TEXT.encode()).centre

    assert centre is not None
    first = centre.joinings[0]
    assert (first.member, first.purposes) == ("Seeland", {Purpose.GROUP_INVESTIGATION})
    assert first.since == datetime(2026, 2, 28, 23, tzinfo=UTC)
    assert first.published == datetime(2026, 1, 31, 23, tzinfo=UTC)
    assert first.agreed == {"Oberland", "Unterland"}
    kept, open_ended = centre.withholdings
    assert kept.categories == {SubjectCategory.CONVICTED}
    assert (kept.until, open_ended.until) == (datetime(2026, 11, 30, 23, tzinfo=UTC), None)
    assert open_ended.recipients == {"Unterland"}


def test_a_centre_without_newcomers_is_a_centre() -> None:
    head, *blocks = TEXT.split("\n[[")
    kept = [one for one in blocks if one.startswith(("party", "clause"))]
    centre = read_agreement("\n[[".join([head, *kept]).encode()).centre

    assert centre is not None
    assert centre.joinings == centre.withholdings == ()


BROKEN = {
    "kind": ('kind = "joint-centre"', 'kind = "alliance"', "kind: 'alliance' is none"),
    "no-centre": ('kind = "joint-centre"\n', "", "joining: this key is not known"),
    "stranger": ('member = "Seeland"', 'member = "Sealand"', "'Sealand' is the name of no party"),
    "voice": ('agreed = ["Oberland", "Unterland"]', 'agreed = ["Oberlend"]', "'Oberlend' is the name of no"),
    "no-assessment": ('assessment = "Invented assessment of rights 1"\n', "", "assessment: it is missing"),
    "not-published": ("published = 2026-02-01\n", "", "published: it is missing"),
    "typo": ("published =", "publisched =", "published: it is missing"),
    "all-purposes": ('purposes = ["group-investigation"]\nassess', "assess", "purposes: it is missing"),
    "same-name": ('name = "Late"', 'name = "Seeland"', "a name of its own"),
    "no-end": ("to = 2026-11-30\n", "", "to: it is missing"),
    "nothing-withheld": ('categories = ["convicted"]\n', "", "categories: it is missing"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_text_is_refused_with_its_key(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(AgreementTextError, match=message):
        read_agreement(TEXT.replace(old, new, 1).encode())


def test_a_centre_that_only_one_party_made_is_none() -> None:
    _, block, *_ = TEXT.split("\n[[joining]]")
    joined = "\n[[joining]]" + block.replace('member = "Seeland"', 'member = "Unterland"')
    with pytest.raises(AgreementTextError, match="made by two parties at least"):
        read_agreement((TEXT + joined).encode())
