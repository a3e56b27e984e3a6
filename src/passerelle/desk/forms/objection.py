"""An objection to a declared number, and what data protection decides of it."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.core.objection import Ground
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words.document import GROUNDS

LONGEST_NUMBER, LONGEST_ID = 30, 32


class NumberForm(forms.Form):
    """The number that somebody objects about; it travels in the body alone."""

    number = forms.CharField(
        label=_("Number of the document"),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


class ContestForm(ReasonForm):
    """Whoever objects need not say why."""

    declared = forms.CharField(max_length=LONGEST_ID, widget=forms.HiddenInput)
    ground = forms.ChoiceField(label=_("What it rests on"), choices=GROUNDS.items(), initial=Ground.UNSAID)

    def at_the_issuer(self) -> ContestForm:
        """The same without what the declaring State must not learn."""
        choices = [(ground, said) for ground, said in GROUNDS.items() if ground.may_reach_the_issuer]
        cast("forms.ChoiceField", self.fields["ground"]).choices = choices
        return self


class DecideForm(ReasonForm):
    """The decision, by whoever did not declare."""

    declared = forms.CharField(max_length=LONGEST_ID, widget=forms.HiddenInput)
    upheld = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("yes", _("Upheld: the number is erased")),
            ("no", _("Not upheld: the number is open again")),
        ],
        widget=forms.RadioSelect,
    )
