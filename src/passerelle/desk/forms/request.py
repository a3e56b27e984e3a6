"""A request registered or made, the steps before its answer, and its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.core.purpose import Purpose
from passerelle.core.request_channel import COPIED, Channel, ChannelCopy, ChannelReason
from passerelle.core.request_clock import Urgency
from passerelle.core.request_content import (
    About,
    RequestContent,
    RequestContentError,
    RequestPart,
    UrgencyReason,
)
from passerelle.core.request_copying import ContactCopy, EuropolCopy, NoCopyReason
from passerelle.core.request_kind import RequestKind
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words import request as words
from passerelle.desk.words.rule import PURPOSES
from passerelle.protocol.messages.request import MOST_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from passerelle.core.request_step import Step

LONGEST = 2_000
NONE = [("", "—")]
# What a request may be about, and how the other side finds it.
SUBJECTS = {
    "phone": ("Person", "phone", _("Telephone number")),
    "name": ("Person", "name", _("Name of a suspect")),
    "plate": ("Vehicle", "registrationNumber", _("Number plate")),
    "account": ("BankAccount", "accountNumber", _("Account number")),
}


def _area(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RequestForm(ReasonForm):
    """Everything that a request says; what the law wants in it is checked by the value itself."""

    way = forms.ChoiceField(label=_("What you do"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (str(one), said) for one, said in words.KINDS.items() if one is not RequestKind.OWN_INITIATIVE
        ],
    )
    agreement = forms.ChoiceField(label=_("Agreement"), help_text=_("Its deadlines are the clock."))
    node = forms.ChoiceField(label=_("Partner"), required=False)
    service = forms.CharField(label=_("Service without a node"), max_length=120, required=False)
    country = forms.CharField(label=_("Its country, two letters"), max_length=2, required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[*NONE, *((str(one), words.CHANNELS[one]) for one in COPIED)],
        required=False,
    )
    reference = forms.CharField(label=_("Reference in that channel"), max_length=128, required=False)
    received = forms.DateTimeField(
        label=_("Received there at, UTC"),
        help_text=_("Only an earlier instant counts: nobody gives the clock more time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        required=False,
    )
    purpose = forms.ChoiceField(label=_("Purpose"))
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=[(str(one), said) for one, said in words.URGENCIES.items()],
        initial="other",
    )
    urgent_because = forms.ChoiceField(
        label=_("Urgent because"),
        choices=[*NONE, *((str(one), said) for one, said in words.URGENT_BECAUSE.items())],
        required=False,
    )
    authority = forms.CharField(label=_("Authority that issued the order"), max_length=200, required=False)
    offence = _area(_("Facts and offence"), required=True)
    necessity = _area(_("Why it is necessary and proportionate"))
    held_there = _area(_("Why the other side would hold it"))
    link = _area(_("What links the person to the purpose"))
    limits = _area(_("Restrictions on the use of this request"))
    parts = _area(
        _("What is asked"), _("One thing a line: each is given or refused by itself."), required=True
    )
    phone = forms.CharField(label=SUBJECTS["phone"][2], max_length=200, required=False)
    name = forms.CharField(label=SUBJECTS["name"][2], max_length=200, required=False)
    plate = forms.CharField(label=SUBJECTS["plate"][2], max_length=200, required=False)
    account = forms.CharField(label=SUBJECTS["account"][2], max_length=200, required=False)
    wanted_by = forms.DateTimeField(
        label=_("Wanted by, UTC"),
        help_text=_("Where no law sets a limit."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        required=False,
    )
    no_copy = forms.ChoiceField(
        label=_("The contact points have no copy, because"),
        choices=[*NONE, *((str(one), said) for one, said in words.NO_COPY.items())],
        required=False,
    )
    europol = forms.ChoiceField(
        label=_("Copy to Europol"),
        help_text=_("You decide it for this request, never by rule."),
        choices=[*NONE, ("yes", _("yes")), ("no", _("no"))],
        required=False,
    )
    europol_reason = forms.CharField(label=_("Why, or why not"), max_length=500, required=False)
    field_order = ("way", "kind", "agreement")

    def __init__(
        self,
        ways: Iterable[tuple[str, Any]],
        partners: Iterable[tuple[str, str]],
        agreements: Iterable[tuple[str, str]],
        purposes: Iterable[Purpose],
        data: object = None,
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name here
        choices = {
            "way": list(ways),
            "node": [*NONE, *partners],
            "agreement": list(agreements),
            "purpose": [(str(one), PURPOSES[one]) for one in purposes],
        }
        for field, chosen in choices.items():
            widget = self.fields[field]
            assert isinstance(widget, forms.ChoiceField)
            widget.choices = chosen

    def clean(self) -> dict[str, Any]:
        """The fields, and the request as a value; what it lacks is said on the page."""
        said = super().clean() or {}
        if self.errors:
            return said
        try:
            said["content"] = _content(said)
        except RequestContentError as error:
            raise forms.ValidationError([MISSING.get(one, one) for one in error.missing]) from None
        if said["europol"] and not said["europol_reason"].strip():
            raise forms.ValidationError(_("Say why Europol has a copy, or why not."))
        copied = EuropolCopy(said["europol"] == "yes", said["europol_reason"]) if said["europol"] else None
        said["europol_copy"] = copied
        said["contact"] = ContactCopy(NoCopyReason(said["no_copy"]) if said["no_copy"] else None)
        return said


MISSING = {
    "the facts and the offence": _("Say the facts and the offence."),
    "parts, each named once and said in words": _("Say what is asked."),
    "a reason for urgency if, and only if, it is urgent": _(
        "Give a reason for urgency, or call it not urgent."
    ),
    "why it is necessary and proportionate": _("Say why it is necessary and proportionate."),
    "why the other side is believed to hold it": _("Say why the other side would hold it."),
    "the authority that issued the order": _("Name the authority that issued the order."),
}


def _content(said: dict[str, Any]) -> RequestContent:
    lines = [line.strip() for line in said["parts"].splitlines() if line.strip()][:MOST_PARTS]
    return RequestContent(
        kind=RequestKind(said["kind"]),
        urgency=Urgency(said["urgency"]),
        urgent_because=UrgencyReason(said["urgent_because"]) if said["urgent_because"] else None,
        purpose=Purpose(said["purpose"]),
        authority=said["authority"].strip(),
        offence=said["offence"].strip(),
        necessity=said["necessity"].strip(),
        held_there=said["held_there"].strip(),
        link=said["link"].strip(),
        limits=said["limits"].strip(),
        wanted_by=said["wanted_by"],
        parts=tuple(RequestPart(str(place), line) for place, line in enumerate(lines, 1)),
        about=tuple(
            About(schema, prop, said[name].strip())
            for name, (schema, prop, _label) in SUBJECTS.items()
            if said[name].strip()
        ),
    )


class StepForm(ReasonForm):
    """One step before the answer."""

    step = forms.ChoiceField(label=_("Step"))
    text = _area(_("In words, for the other side"), _("They name nobody."))
    authorisation = forms.CharField(
        label=_("Reference of the judicial authorisation"), max_length=200, required=False
    )
    expected = forms.DateTimeField(
        label=_("Delay expected until, UTC"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        required=False,
    )
    field_order = ("step", "text", "authorisation", "expected", "reason")

    def __init__(self, steps: Iterable[Step], data: object = None) -> None:
        # Three forms stand on one page, and each label leads to its own field.
        super().__init__(data, auto_id="step_%s")  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name here
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one), words.STEPS[one]) for one in steps]


class CopyForm(forms.Form):
    """The reference that a channel gave, or the reason why there is none by SIENA."""

    channel = forms.ChoiceField(
        label=_("Channel"), choices=[(str(one), words.CHANNELS[one]) for one in COPIED]
    )
    reference = forms.CharField(label=_("Reference in that channel"), max_length=128, required=False)
    reason = forms.ChoiceField(
        label=_("Or why not by SIENA"),
        choices=[*NONE, *((str(one), said) for one, said in words.CHANNEL_REASONS.items())],
        required=False,
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="copy_%s")  # type: ignore[arg-type]  # a QueryDict, as above

    def clean(self) -> dict[str, Any]:
        """The fields, one of the two said; a reason is for SIENA alone."""
        said = super().clean() or {}
        if bool(said.get("reference", "").strip()) == bool(said.get("reason")):
            raise forms.ValidationError(_("Give the reference, or the reason why there is none."))
        if said.get("reason") and said.get("channel") != Channel.SIENA:
            raise forms.ValidationError(_("Only for SIENA is there a reason to give."))
        return said

    @property
    def copy_said(self) -> ChannelCopy:
        """The copy as a value."""
        said = self.cleaned_data
        reason = ChannelReason(said["reason"]) if said["reason"] else None
        return ChannelCopy(Channel(said["channel"]), said["reference"], reason)
