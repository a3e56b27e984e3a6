"""What a person says of the view of a case's money, and of what is asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.casework.money_selection import Grouping
from passerelle.core.freeze import FreezeKind
from passerelle.desk.words.money import FREEZES, GROUPINGS

LONGEST = 200
DAY = forms.DateInput(attrs={"type": "date"})


class ViewForm(forms.Form):
    """The period, the least sum, the currency and the grouping; all of it stands in the address."""

    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("To"), required=False, widget=DAY)
    threshold = forms.DecimalField(label=_("Least sum"), required=False, min_value=0)
    currency = forms.CharField(label=_("Currency"), required=False, max_length=12)
    grouping = forms.ChoiceField(
        label=_("By"), required=False, choices=[(str(one), GROUPINGS[one]) for one in Grouping]
    )


class NoteForm(forms.Form):
    """A question or a conclusion, in words."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[("question", _("a question")), ("conclusion", _("a conclusion"))]
    )
    text = forms.CharField(label=_("In words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)


class PlaceForm(forms.Form):
    """An embarkation place, why, and on which days it is one."""

    code = forms.CharField(label=_("Place"), max_length=80)
    why = forms.CharField(label=_("Why is it one?"), max_length=LONGEST)
    since = forms.DateField(label=_("From"), widget=DAY)
    until = forms.DateField(label=_("To"), widget=DAY)


class FreezeForm(forms.Form):
    """Which money is to be held, where, by which law, for how long and why."""

    kind = forms.ChoiceField(
        label=_("What is asked"), choices=[(str(one), FREEZES[one]) for one in FreezeKind]
    )
    account = forms.CharField(label=_("Account"), max_length=120)
    bank = forms.CharField(label=_("Where it is held"), max_length=120)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=20, decimal_places=2)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=LONGEST)
    hours = forms.IntegerField(label=_("Hours that the law gives"), min_value=1, max_value=8_784)
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST)


class ReportForm(forms.Form):
    """What the unit's profile asks of a report beside its transfers."""

    entity_id = forms.IntegerField(label=_("Your number at the unit"), min_value=1)
    user_code = forms.CharField(label=_("Your user code there"), min_length=4, max_length=50)
    report_code = forms.CharField(label=_("Kind of report"), initial="STR", max_length=10)
    country = forms.CharField(label=_("Country of the accounts"), min_length=2, max_length=2)
    indicators = forms.CharField(label=_("Indicators of the unit, parted by spaces"), max_length=LONGEST)
    reason = forms.CharField(label=_("Reason of the report"), max_length=LONGEST)
    action = forms.CharField(label=_("What was done"), max_length=LONGEST)
