"""Words to look for, and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200


class SearchForm(forms.Form):
    """What is looked for is sent in the body: it never stands in an address."""

    words = forms.CharField(
        label=_("Name, telephone, account, document, plate or e-mail"),
        help_text=_("Spelling and script may differ. Nationality and place of birth find nobody."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Reason for this search"),
        help_text=_("Left as it is, the reason of your case or duty operation counts."),
        max_length=LONGEST,
    )
