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


class NumberReasonForm(ReasonForm):
    """Of a number in hand, what the officer says of its holder before the issuing State hears of it."""

    no_protection_sought = forms.BooleanField(
        label=_("The holder has asked nobody for protection, as far as I know"),
        help_text=_(
            "The issuing State learns where its document is. Where the holder fled from it, do not ask."
        ),
    )
