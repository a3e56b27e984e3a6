"""An office that answers at certain hours."""

from __future__ import annotations

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _


class DutyContactForm(forms.Form):
    """Its number, its hours in its own zone, its days; equal hours are day and night."""

    office = forms.CharField(label=_("Office"), help_text=_("A function, never a person."), max_length=120)
    country = forms.CharField(label=_("Its country, two letters"), max_length=2)
    phone = forms.CharField(label=_("Telephone number"), max_length=40)
    languages = forms.CharField(label=_("Languages spoken"), max_length=80, required=False)
    zone = forms.CharField(label=_("Time zone"), max_length=40, initial="Europe/Paris")
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(
        label=_("Until"),
        help_text=_("The same hour twice is day and night."),
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days on which it begins"),
        choices=list(WEEKDAYS.items()),
        initial=list(WEEKDAYS),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
