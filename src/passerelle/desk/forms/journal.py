"""Filters of the journal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.desk.words.act import ACTS
from passerelle.protocol.journal import Act

LONGEST_NAME = 120


class JournalForm(forms.Form):
    """What was done, by whom, before which position."""

    act = forms.ChoiceField(
        label=_("What was done"), required=False, choices=[("", _("everything")), *ACTS.items()]
    )
    officer = forms.CharField(label=_("By whom"), required=False, max_length=LONGEST_NAME)
    before = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def chosen_act(self) -> Act | None:
        """The act to show alone; None for every act."""
        act = self.cleaned_data["act"]
        return Act(act) if act else None
