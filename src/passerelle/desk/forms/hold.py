"""A hold: of which kind, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words.rule import HOLDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.retention import Hold


class HoldForm(ReasonForm):
    """One of the kinds that the officer's role sets, and the reason."""

    kind = forms.ChoiceField(label=_("Why it may not be erased"), widget=forms.RadioSelect)
    field_order = ("kind", "reason")

    def __init__(self, kinds: Iterable[Hold], data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, HOLDS[kind]) for kind in kinds]
