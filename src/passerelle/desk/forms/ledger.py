"""What a person says of a ledger: whom it is about, how its table is written, which column is which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.casework.ledgers import CATEGORIES
from passerelle.desk.words.money import PARTS
from passerelle.desk.words.rule import CATEGORIES as CATEGORY_WORDS
from passerelle.formats.ledger_mapping import ENCODINGS, FILE, HEADLESS, LedgerMapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms.boundfield import BoundField

    from passerelle.engines.ledger_process import Look

LONGEST = 200
MOST_FILES = 200
FIRST = [
    ("", _("clear from the dates")),
    ("day", _("the day")),
    ("month", _("the month")),
    ("serial", _("days counted as workbooks do")),
    ("serial-1904", _("days counted from 1904")),
]
MARKS = [("", _("clear from the amounts")), (",", _("a comma")), (".", _("a point"))]
DELIMITERS = [("", _("looked for")), (",", ","), (";", ";"), ("\t", _("tab")), ("|", "|")]
VALUES = ("account", "currency_code", "first", "decimal_mark", "opening", "closing")


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once: a folder of statements."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each of them, and at least one."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("These are too many files at once."))
        return [super(FilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """Files of transfers, whom they are about, and what to call them."""

    file = FilesField(
        label=_("Files"),
        help_text=_(
            "CSV, XLSX, camt.053, MT940, OFX or goAML, plain or gzipped; several at once. "
            "Each is kept unchanged, under its hash."
        ),
        widget=_Files(),
    )
    name = forms.CharField(label=_("What to call it"), help_text=_("No names of persons."), max_length=110)
    category = forms.ChoiceField(label=_("Whom is it about?"))

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "")] + [(str(one), CATEGORY_WORDS[one]) for one in CATEGORIES]


class LayoutForm(forms.Form):
    """Where in the file the table is, and how it is written."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header = forms.RegexField(
        rf"\d{{1,6}}|{HEADLESS}",
        label=_("Line of the names of columns"),
        help_text=_("The word none where there is no such line."),
        required=False,
    )
    delimiter = forms.ChoiceField(label=_("What parts the cells"), choices=DELIMITERS, required=False)
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        choices=[("", _("looked for")), *((one, one) for one in ENCODINGS)],
        required=False,
    )

    def __init__(self, look: Look | None, data: Any = None) -> None:
        proposal = look.proposal if look else {}
        super().__init__(data, initial={name: proposal.get(name, "") for name in FILE})
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        if look is None:
            self.fields["sheet"] = forms.CharField(required=False, max_length=120)
        elif look.sheets:
            field.choices = [(name, name) for name in look.sheets]
        else:
            del self.fields["sheet"]

    @property
    def said(self) -> LedgerMapping | None:
        """The layout as a mapping without columns; nothing where it was not said."""
        if not (self.is_bound and self.is_valid()):
            return None
        layout: dict[str, Any] = {name: self.cleaned_data.get(name) or "" for name in FILE}
        return LedgerMapping(time="", **layout)


class MappingForm(LayoutForm):
    """Which column of the table says what; what names and first rows suggest is filled in."""

    account = forms.CharField(
        label=_("The account whose statement this is"),
        help_text=_("Only where the table names the other side alone and amounts have a sign."),
        required=False,
        max_length=120,
    )
    currency_code = forms.CharField(
        label=_("Currency of the whole"),
        help_text=_("Only where no column says it."),
        required=False,
        max_length=12,
    )
    first = forms.ChoiceField(label=_("What comes first in a date"), choices=FIRST, required=False)
    decimal_mark = forms.ChoiceField(label=_("The decimal mark"), choices=MARKS, required=False)
    opening = forms.CharField(
        label=_("Opening balance"),
        help_text=_("If the statement says it, every row is checked against it."),
        required=False,
        max_length=40,
    )
    closing = forms.CharField(label=_("Closing balance"), required=False, max_length=40)

    def __init__(self, look: Look, data: Any = None) -> None:
        super().__init__(look, data)
        self.initial.update((name, look.proposal.get(name, "")) for name in VALUES)
        choices = [("", "—"), *((name, name) for name in dict.fromkeys(look.header) if name)]
        for part, label in PARTS.items():
            self.fields[part] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=look.proposal.get(part, "")
            )

    @property
    def layout(self) -> Iterator[BoundField]:
        """The fields on the file."""
        return (self[name] for name in FILE if name in self.fields)

    @property
    def parts(self) -> Iterator[BoundField]:
        """The fields on columns."""
        return (self[name] for name in PARTS)

    @property
    def values(self) -> Iterator[BoundField]:
        """The fields on what holds for every row."""
        return (self[name] for name in VALUES)

    def clean(self) -> dict[str, Any]:
        """Both sides, or whose statement it is, an amount and a date are said."""
        said = super().clean() or {}
        if not said.get("time"):
            self.add_error("time", _("Say which column holds the date."))
        if not any(said.get(part) for part in ("amount", "debit", "credit")):
            self.add_error("amount", _("Say which column holds the amount."))
        own = said.get("account") or said.get("owner")
        if not own and not said.get("target"):
            self.add_error("target", _("Say which column holds who is paid, or the other side."))
        if not own and not said.get("source"):
            self.add_error("source", _("Say which column holds who pays, or whose statement this is."))
        return said

    @property
    def mapping(self) -> LedgerMapping:
        """The mapping that was said."""
        said: dict[str, Any] = {part: value or "" for part, value in self.cleaned_data.items()}
        return LedgerMapping(**said)


class SavedMappingForm(forms.Form):
    """A mapping that was kept from an earlier table."""

    mapping = forms.FileField(
        label=_("A saved mapping"), help_text=_("The file that the list of ledgers gives for a table.")
    )


class RenewForm(forms.Form):
    """Until when a ledger is kept, and why."""

    review = forms.DateField(
        label=_("Next review"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    why = forms.CharField(label=_("Why"), max_length=LONGEST)
