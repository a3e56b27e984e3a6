"""To whom an exhibit is given, and the receipt of somebody outside."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200


class HandForm(forms.Form):
    """A colleague of the case, or somebody outside by name and service."""

    to = forms.ChoiceField(label=_("Given to a colleague of the case"), required=False)
    outside = forms.CharField(
        label=_("Or to somebody outside"),
        help_text=_("Name, service, number of the seal"),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *given: Any, colleagues: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        cast("forms.ChoiceField", self.fields["to"]).choices = [
            ("", "—"),
            *((one, one) for one in colleagues),
        ]

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("to")) == bool(said.get("outside")):
            raise forms.ValidationError(_("Name a colleague, or somebody outside: one of the two."))
        return said


class ReceiptForm(forms.Form):
    """Where the receipt of somebody outside lies, signed."""

    receipt = forms.CharField(label=_("Reference of the signed receipt"), max_length=LONGEST)
