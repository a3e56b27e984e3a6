"""What an officer is on duty for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.core.permission import duty_purposes
from passerelle.desk.words.rule import PURPOSES

if TYPE_CHECKING:
    from passerelle.core.role import Role

LONGEST_REASON = 200


class DutyForm(forms.Form):
    """A purpose of the closed list that the role may read, and a reason."""

    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One sentence, for instance the watch, the operation or the order. No names of persons."),
        max_length=LONGEST_REASON,
    )

    def __init__(self, *, role: Role, data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(purpose.value, PURPOSES[purpose]) for purpose in duty_purposes(role)]
