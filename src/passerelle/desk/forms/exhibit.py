"""To whom an exhibit is handed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200


class HandForm(forms.Form):
    """The name and service of whoever receives it, and the seal where there is one."""

    to = forms.CharField(
        label=_("Handed to"), help_text=_("Name, service, number of the seal"), max_length=LONGEST
    )
