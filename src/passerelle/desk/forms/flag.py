"""What a person says so that a red flag can be asked: of an account's holder, of transfers, of shipments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.analysis.money.flag.movement import BOATING
from passerelle.casework.money_facts import AccountSaid, LineSaid, ShipmentSaid
from passerelle.desk.words.flag import BUSINESSES, CHANNELS, OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.casework.ledgers import LedgerView

LONGEST = 200
DAY = forms.DateInput(attrs={"type": "date"})
NOT_SAID = ("", _("nobody said"))
TRUTH = (NOT_SAID, ("yes", _("yes")), ("no", _("no")))
SAID = {"yes": True, "no": False}


def listed(text: str) -> tuple[str, ...]:
    """The parts between commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


class _UnderLedger(forms.Form):
    """What is said under the marking of one ledger, with how it is known."""

    ledger = forms.ChoiceField(label=_("Under the marking of"))
    reason = forms.CharField(label=_("How is it known?"), max_length=LONGEST)

    def __init__(self, ledgers: Iterable[LedgerView], data: Any = None) -> None:
        # Several forms of one page have a field of the same name.
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}_%s")
        field = self.fields["ledger"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.id, one.name) for one in ledgers]


class AccountForm(_UnderLedger):
    """Who holds an account, without a name: what the rules need and nothing else."""

    account = forms.CharField(label=_("Account"), max_length=120)
    person = forms.CharField(
        label=_("Mark of the holder"),
        help_text=_("Your own sign for one holder of several accounts, such as P1. No names of persons."),
        required=False,
        max_length=20,
    )
    profession = forms.CharField(label=_("Profession"), required=False, max_length=80)
    business = forms.ChoiceField(label=_("Business"), required=False, choices=[NOT_SAID, *BUSINESSES.items()])
    cash_business = forms.ChoiceField(label=_("Does it take cash?"), required=False, choices=TRUTH)
    home = forms.CharField(
        label=_("Places where the holder lives and works"),
        help_text=_("As the ledger writes places, parted by commas. Never where somebody comes from."),
        required=False,
        max_length=LONGEST,
    )
    relatives = forms.CharField(
        label=_("Accounts of relatives"),
        help_text=_("Parted by commas. A family that helps raises nothing."),
        required=False,
        max_length=2_000,
    )
    payroll = forms.ChoiceField(label=_("Is there a payroll?"), required=False, choices=TRUTH)
    escorted = forms.BooleanField(label=_("Led to the counter by somebody else"), required=False)
    reached_by = forms.CharField(
        label=_("Devices and telephones of the account"),
        help_text=_("Parted by commas. An address is none: families and centres share one."),
        required=False,
        max_length=2_000,
    )

    @property
    def said(self) -> AccountSaid:
        """What was said."""
        given = {name: text for name, text in self.cleaned_data.items() if name != "ledger"}
        lists = {name: listed(given[name]) for name in ("home", "relatives", "reached_by")}
        truths = {name: SAID.get(given[name]) for name in ("cash_business", "payroll")}
        return AccountSaid(**{**given, **lists, **truths})


class ShipmentForm(_UnderLedger):
    """Goods on their way, and which account has them moved."""

    mover = forms.CharField(label=_("Account of who has them moved"), max_length=120)
    goods = forms.ChoiceField(label=_("Goods"), choices=[(str(one), OBJECTS[one]) for one in sorted(BOATING)])
    from_country = forms.CharField(label=_("From country"), min_length=2, max_length=2)
    to_country = forms.CharField(label=_("To country"), min_length=2, max_length=2)
    to_place = forms.CharField(label=_("To place"), required=False, max_length=80)
    stored = forms.BooleanField(label=_("Stored there"), required=False)
    on = forms.DateField(label=_("On"), widget=DAY)

    @property
    def said(self) -> ShipmentSaid:
        """What was said."""
        given = {name: text for name, text in self.cleaned_data.items() if name != "ledger"}
        countries = {name: given[name].upper() for name in ("from_country", "to_country")}
        return ShipmentSaid(**{**given, **countries})


class LineFactForm(forms.Form):
    """What the ticked transfers are, where the ledger does not say."""

    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[NOT_SAID, *((str(k), w) for k, w in CHANNELS.items())]
    )
    what = forms.ChoiceField(
        label=_("What was paid for"),
        required=False,
        choices=[NOT_SAID, *((str(k), w) for k, w in OBJECTS.items())],
    )
    quantity = forms.IntegerField(label=_("How many"), required=False, min_value=0, max_value=100_000)
    delivered = forms.ChoiceField(label=_("Was there a delivery address?"), required=False, choices=TRUTH)
    paid_in = forms.CharField(label=_("Place where it was paid in"), required=False, max_length=80)
    paid_out = forms.CharField(label=_("Place where it was paid out"), required=False, max_length=80)
    reason = forms.CharField(label=_("How is it known?"), max_length=LONGEST)

    @property
    def said(self) -> LineSaid:
        """What was said."""
        given = self.cleaned_data
        return LineSaid(
            **{
                **given,
                "quantity": given["quantity"] or 0,
                "delivered": SAID.get(given["delivered"]),
            }
        )
