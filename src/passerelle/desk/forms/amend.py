"""What a record says from now on, or by which stricter rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.core.handling import HandlingCode
from passerelle.core.statement import LONGEST_VALUE
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words.rule import HANDLING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 500


class CorrectionForm(ReasonForm):
    """What is right, and why it changed."""

    value = forms.CharField(label=_("What is right"), max_length=LONGEST_VALUE)
    field_order = ("value", "reason")


class RestrictionForm(ReasonForm):
    """Rules that are added, and who may keep the record."""

    handling = forms.MultipleChoiceField(
        label=_("Handling codes to add"),
        choices=[(str(code), HANDLING[code]) for code in HandlingCode if code is not HandlingCode.H3],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(label=_("Another restriction, in words"), max_length=LONGEST_TEXT, required=False)
    review = forms.DateField(
        label=_("Earlier review date"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    holders = forms.MultipleChoiceField(
        label=_("Who may keep it"),
        help_text=_("Whoever is left out is asked to give it back. No partner learns who else has it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ("handling", "text", "review", "holders", "reason")

    def __init__(self, holders: Iterable[tuple[str, str]], data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        field = self.fields["holders"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(holders)
        field.initial = [node for node, _name in field.choices]
