"""What a person says of a paper about money before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.casework.ledgers import CATEGORIES
from passerelle.core.freeze import OrderAnswer
from passerelle.desk.words.money import ANSWERS
from passerelle.desk.words.rule import CATEGORIES as CATEGORY_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.freezing import FreezeView
    from passerelle.casework.money_answer import OrderView

LONGEST = 200


class OrderForm(forms.Form):
    """Which decided freeze the bank is to carry out."""

    freeze = forms.ChoiceField(label=_("Which money"))

    def __init__(self, holding: Sequence[FreezeView], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["freeze"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.id, f"{one.account}, {one.bank}") for one in holding]


class AnswerForm(forms.Form):
    """What a bank answers to an order that it received."""

    order = forms.ChoiceField(label=_("Which order"))
    answer = forms.ChoiceField(label=_("Answer"), choices=[(str(one), ANSWERS[one]) for one in OrderAnswer])
    amount = forms.DecimalField(
        label=_("Sum that is held"), required=False, min_value=0, max_digits=20, decimal_places=2
    )

    def __init__(self, orders: Sequence[OrderView], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["order"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.entity, f"{one.account}, {one.authority}") for one in orders]


class TypologyForm(forms.Form):
    """What smuggling looks like in accounts, without an account."""

    name = forms.CharField(label=_("Name of the typology"), max_length=LONGEST)
    version = forms.CharField(label=_("Version"), initial="1", max_length=20)
    indicators = forms.CharField(
        label=_("Indicators"),
        help_text=_("One a line. No account and no person."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
    )


class AccountReportForm(forms.Form):
    """Which account of the case's ledgers, whose it is, and what was found."""

    account = forms.CharField(label=_("Account"), help_text=_("As it stands in the table."), max_length=120)
    category = forms.ChoiceField(label=_("Whom is it about?"))
    finding = forms.CharField(
        label=_("What was found"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *((str(one), CATEGORY_WORDS[one]) for one in CATEGORIES)]
