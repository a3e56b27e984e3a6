"""What an examiner saw on a document, and the judgement that makes documents a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from passerelle.documents.workshop.feature import FeatureKind, features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from passerelle.documents.workshop.feature import Feature

KINDS = {
    FeatureKind.CLASS: _("Class"),
    FeatureKind.TECHNIQUE: _("Technique"),
    FeatureKind.PRINTING: _("Printing"),
    FeatureKind.SECURITY: _("Security features"),
}
LONGEST = 200
ISSUER = 3


def said(one: Feature) -> str:
    """The feature in the reader's language."""
    return one.french if get_language() == "fr" else one.english


class ExaminationForm(forms.Form):
    """Features of one document; there is no field for a holder (rule 6)."""

    document_type = forms.CharField(label=_("Type as the zone prints it, such as P"), max_length=2)
    issuer = forms.CharField(label=_("State that the document names"), max_length=ISSUER)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for kind, label in KINDS.items():
            choices = [(one.code, said(one)) for one in features().values() if one.kind is kind]
            if kind is FeatureKind.CLASS:
                self.fields[kind] = forms.ChoiceField(
                    label=label, choices=[("", "—"), *choices], required=False
                )
            else:
                self.fields[kind] = forms.MultipleChoiceField(
                    label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
                )

    @property
    def seen(self) -> frozenset[str]:
        """The codes that were ticked, once the form is valid."""
        ticked = [self.cleaned_data[kind] for kind in KINDS]
        return frozenset(code for one in ticked for code in ([one] if isinstance(one, str) else one) if code)


class ConfirmForm(forms.Form):
    """A person's judgement, and what of the case it leads to; the lists hold no holder of a document."""

    reason = forms.CharField(label=_("Why these are one series"), max_length=LONGEST)
    workshop = forms.ChoiceField(label=_("Workshop it leads to"), required=False)
    supplier = forms.ChoiceField(label=_("Supplier it leads to"), required=False)
    route = forms.ChoiceField(label=_("Route it leads to"), required=False)

    def __init__(self, *given: Any, leads: Mapping[str, Sequence[tuple[str, str]]], **named: Any) -> None:
        super().__init__(*given, **named)
        for prop, found in leads.items():
            cast("forms.ChoiceField", self.fields[prop]).choices = [("", "—"), *found]
