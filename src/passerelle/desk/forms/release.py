"""To whom something is released, and the last word before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from passerelle.casework.sharing import Line

LONGEST_REASON = 200


class AddresseeForm(forms.Form):
    """One partner and one agreement."""

    partner = forms.ChoiceField(label=_("Partner"))
    agreement = forms.ChoiceField(
        label=_("Agreement"), help_text=_("Its clauses decide what leaves; the preview shows each decision.")
    )

    def __init__(
        self,
        partners: Iterable[tuple[str, str]],
        agreements: Iterable[tuple[str, str]],
        data: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        for name, choices in (("partner", partners), ("agreement", agreements)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class LastWordForm(forms.Form):
    """Which of the statements that may go do go, and why now."""

    statements = forms.MultipleChoiceField(label=_("Statements that leave"))
    reason = forms.CharField(
        label=_("Reason for the release"),
        help_text=_("It is written in the journal with your name. No names of persons."),
        max_length=LONGEST_REASON,
    )

    def __init__(self, leaving: Iterable[Line], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name here
        field = self.fields["statements"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(line.statement, line.prop) for line in leaving]
