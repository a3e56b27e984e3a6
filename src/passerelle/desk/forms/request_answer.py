"""The answer to a request: each part given or refused, what leaves, and whether Europol has a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.core.request_answer import PartRefused
from passerelle.core.request_copying import EuropolCopy
from passerelle.desk.forms.reason import ReasonForm
from passerelle.desk.words.request import GROUNDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from passerelle.casework.sharing import Line
    from passerelle.core.request_content import RequestPart

GIVE = "give"
LONGEST_TEXT = 500


class RequestAnswerForm(ReasonForm):
    """One choice a part; a refusal is a code of the agreement's list and a text beside it."""

    text = forms.CharField(
        label=_("Words for the requester"),
        help_text=_("They name nobody."),
        max_length=LONGEST_TEXT,
        required=False,
    )
    europol = forms.ChoiceField(
        label=_("Copy to Europol"),
        help_text=_("You decide it for this request, never by rule."),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    europol_reason = forms.CharField(label=_("Why, or why not"), max_length=LONGEST_TEXT)
    field_order: tuple[str, ...] = ()

    def __init__(
        self,
        parts: Sequence[RequestPart],
        codes: Sequence[str],
        leaving: Sequence[Line],
        *,
        needs_release: bool,
        needs_europol: bool,
        data: object = None,
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, which the stubs do not name here
        self.refs = [one.ref for one in parts]
        self.needs_release = needs_release
        if not needs_europol:
            del self.fields["europol"], self.fields["europol_reason"]
        refusals = [(code, _("refuse: %(ground)s") % {"ground": GROUNDS.get(code, code)}) for code in codes]
        for place, one in enumerate(parts):
            self.fields[f"part-{place}"] = forms.ChoiceField(
                label=f"{one.ref}. {one.text}", choices=[(GIVE, _("give")), *refusals]
            )
            self.fields[f"why-{place}"] = forms.CharField(
                label=_("Beside the code, for part %(part)s") % {"part": one.ref},
                max_length=LONGEST_TEXT,
                required=False,
            )
        self.fields["statements"] = forms.MultipleChoiceField(
            choices=[(line.statement, line.prop) for line in leaving], required=False
        )
        self.order_fields(
            [*(name for name in self.fields if "-" in name), "text", "europol", "europol_reason"]
        )

    def clean(self) -> dict[str, Any]:
        """The fields; what is given to a node is chosen from what may leave."""
        said = super().clean() or {}
        if self.needs_release and GIVE in self._chosen(said) and not said.get("statements"):
            raise forms.ValidationError(_("Choose what is given, or refuse with a code of the list."))
        return said

    def _chosen(self, said: dict[str, Any]) -> list[str]:
        return [said.get(f"part-{place}", "") for place in range(len(self.refs))]

    @property
    def refusals(self) -> list[PartRefused]:
        """The parts that are not given."""
        said = self.cleaned_data
        return [
            PartRefused(ref, code, said[f"why-{place}"].strip())
            for place, (ref, code) in enumerate(zip(self.refs, self._chosen(said), strict=True))
            if code != GIVE
        ]

    @property
    def europol_copy(self) -> EuropolCopy | None:
        """Whether Europol has a copy, and why; None where that was decided before, or need not be."""
        said = self.cleaned_data
        if "europol" not in said:
            return None
        return EuropolCopy(said["europol"] == "yes", said["europol_reason"])
