"""A reason, where an act needs one and nothing else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 200


class ReasonForm(forms.Form):
    """Why this is done; it is written in the journal."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is written in the journal with your name. No names of persons."),
        max_length=LONGEST_REASON,
    )
