"""What a recipient suggests, and what the owner answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words.notice import CAME, CHANGES
from passerelle.protocol.messages import Came

LONGEST_NOTE = 500


class NotedForm(ReasonForm):
    """Words for the partner beside the reason for the journal."""

    note = forms.CharField(
        label=_("Words for the partner"), help_text=_("They name nobody."), max_length=LONGEST_NOTE
    )


class ProposalForm(NotedForm):
    """Which change, and why."""

    change = forms.ChoiceField(
        label=_("What its owner should do"),
        choices=[(str(one), words) for one, words in CHANGES.items()],
        widget=forms.RadioSelect,
    )
    field_order = ("change", "note", "reason")


class AnswerForm(NotedForm):
    """Accepted or declined, and why."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(str(one), CAME[one]) for one in (Came.ACCEPTED, Came.DECLINED)],
        widget=forms.RadioSelect,
    )
    field_order = ("answer", "note", "reason")
