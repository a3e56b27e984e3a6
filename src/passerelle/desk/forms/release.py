"""To whom something is released, and the last word before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from passerelle.casework.sharing import Line

LONGEST_REASON = 200


class AddresseeForm(forms.Form):
    """One partner, and one agreement that joins it with us."""

    partner = forms.ChoiceField(label=_("Partner"))
    agreement = forms.ChoiceField(
        label=_("Agreement"), help_text=_("Its clauses decide what leaves; the preview shows each decision.")
    )

    def __init__(
        self,
        partners: Mapping[str, str],
        agreements: Mapping[str, str],
        joined: Collection[tuple[str, str]],
        data: Mapping[str, str] | None = None,
    ) -> None:
        """Offer what is joined by a pair of node and agreement, under these words."""
        super().__init__(data)
        self._joined = joined
        for place, (name, words) in enumerate((("partner", partners), ("agreement", agreements))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            offered = {pair[place] for pair in joined}
            field.choices = [choice for choice in words.items() if choice[0] in offered]

    def clean(self) -> dict[str, Any]:
        """Refuse a pair of which each is offered with another."""
        said = self.cleaned_data
        if len(said) == len(self.fields) and (said["partner"], said["agreement"]) not in self._joined:
            self.add_error("agreement", _("This agreement does not join this partner: choose another."))
        return said


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
