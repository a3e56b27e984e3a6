"""What an officer judges of two records, and which record they lay beside another."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words.comparison import VERDICTS

RECORD = re.compile(r"[0-9a-f]{32}")
LONGEST_ADDRESS = 300


class DecidingForm(ReasonForm):
    """A reason, and a decision where one is asked for."""

    decided = forms.BooleanField(
        label=_("I have looked at both records and decide it all the same"), required=False
    )


class JudgementForm(DecidingForm):
    """The same, different or unsure, and why."""

    verdict = forms.ChoiceField(
        label=_("Are they one?"),
        choices=[(str(verdict), words) for verdict, words in VERDICTS.items()],
        widget=forms.RadioSelect,
    )
    field_order = ("verdict", "reason", "decided")


class UndoForm(DecidingForm):
    """Which judgement is taken back, and why."""

    seen = forms.DateTimeField(widget=forms.HiddenInput)


class BesideForm(forms.Form):
    """The number of a record, or the address of its page."""

    record = forms.CharField(
        label=_("Another record"),
        help_text=_("Paste the address of its page, or its number."),
        max_length=LONGEST_ADDRESS,
    )

    def clean_record(self) -> str:
        """The number alone."""
        found = RECORD.search(self.cleaned_data["record"])
        if found is None:
            raise ValidationError(_("There is no number of a record in this."))
        return found[0]
