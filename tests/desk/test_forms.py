from __future__ import annotations

import pytest

from passerelle.core.permission import duty_purposes
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.desk.forms.duty import DutyForm
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.forms.release import AddresseeForm
from passerelle.desk.forms.search import SearchForm


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_duty_is_offered_for_what_the_role_may_read(role: Role) -> None:
    form = DutyForm(role=role)
    offered = {value for value, _ in form.fields["purpose"].choices}  # type: ignore[attr-defined]
    assert offered == set(duty_purposes(role))
    assert Purpose.READMISSION not in offered


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201], ids=["empty", "blank", "long"])
def test_a_reason_is_a_sentence(reason: str) -> None:
    assert not ReasonForm({"reason": reason}).is_valid()


def test_a_search_needs_words_and_a_reason() -> None:
    assert set(SearchForm({}).errors) == {"words", "reason"}


def test_a_release_offers_only_partners_that_an_agreement_joins() -> None:
    partners = {"n1": "Unterland", "n2": "Seeland", "n3": "Haven"}
    agreements = {"zone": "Zone", "money": "Money", "old": "Old"}
    joined = {("n1", "zone"), ("n2", "money")}
    form = AddresseeForm(partners, agreements, joined)
    assert "Haven" not in str(form)
    assert "Old" not in str(form)
    assert AddresseeForm(partners, agreements, joined, {"partner": "n1", "agreement": "zone"}).is_valid()
    crossed = AddresseeForm(partners, agreements, joined, {"partner": "n1", "agreement": "money"})
    assert not crossed.is_valid()
    assert "does not join this partner" in str(crossed.errors)
    assert not AddresseeForm(partners, agreements, joined, {"partner": "n3", "agreement": "zone"}).is_valid()
