"""About which partner it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class PartnerForm(forms.Form):
    """One of the trusted partners."""

    partner = forms.ChoiceField(label=_("Partner"))

    def __init__(self, partners: Iterable[tuple[str, str]], data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        field = self.fields["partner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(partners)
