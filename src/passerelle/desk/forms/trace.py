"""What is traced, which way, and by which accounting."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.analysis.money.trace import Accounting
from passerelle.analysis.money.tracing import Period, Way
from passerelle.desk.words.money import ACCOUNTINGS, PERIODS, WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict


HOW = ("way", "accounting", "period")


class TraceForm(forms.Form):
    """Accounts of one person, or what the address already names; nothing of it stands in an address."""

    accounts = forms.CharField(
        label=_("Account"),
        help_text=_("Several accounts of one person, parted by commas. Empty: what is traced now."),
        required=False,
        max_length=2_000,
    )
    way = forms.ChoiceField(label=_("Which way?"), choices=[(str(one), WAYS[one]) for one in Way])
    accounting = forms.ChoiceField(
        label=_("Which part of mixed money moves on?"),
        choices=[(str(one), ACCOUNTINGS[one]) for one in Accounting],
    )
    period = forms.ChoiceField(
        label=_("Totals by"),
        choices=[(str(one), PERIODS[one]) for one in Period],
        initial=str(Period.MONTH),
    )

    def address(self, given: QueryDict, picks: Sequence[str]) -> str:
        """The trace as it stands in an address; without accounts its start stays as it was."""
        starts = [("pick", one) for one in picks] or [
            (name, one) for name in ("pick", "line") for one in given.getlist(name)
        ]
        return urlencode(
            [*starts, *((name, self.cleaned_data[name]) for name in ("way", "accounting", "period"))]
        )
