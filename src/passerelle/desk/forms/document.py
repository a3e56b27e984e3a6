"""What is read from a document, and the printed page beside it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelle.documents.mrz.visual import Page

LONGEST_READ = 9_000  # a VDS-NC seal or a 2D-Doc may be pasted as well
LONGEST_NAME = 100
LONGEST_NUMBER = 30


class DocumentForm(forms.Form):
    """One field is enough; the page is compared when somebody types what it says."""

    zone = forms.CharField(
        label=_("Machine-readable zone or barcode text"),
        help_text=_(
            "Scan or type two or three lines. Enter checks, Esc clears. Nothing is kept unless you keep it."
        ),
        max_length=LONGEST_READ,
        widget=forms.Textarea(
            attrs={
                "rows": 3,
                "cols": 44,
                "class": "zone",
                "data-zone": "",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )


class PhotographForm(forms.Form):
    """A photograph to read the zone from; its picture stays only where somebody ticks that."""

    photograph = forms.FileField(
        label=_("Or a photograph of it"),
        help_text=_(
            "JPEG, PNG or WebP. It is read on this node and forgotten; place, time and device are left out."
        ),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )
    keep_picture = forms.BooleanField(label=_("Keep the picture in the case, as an exhibit"), required=False)


class _SeveralFiles(forms.FileInput):
    """One field for all files of a chip."""

    allow_multiple_selected = True


class ChipForm(forms.Form):
    """What a reader took from the chip; which file is which stands in the files themselves."""

    chip = forms.FileField(
        label=_("Or the files of its chip"),
        help_text=_("EF.SOD and the data groups, all at once. They are checked on this node and forgotten."),
        required=False,
        max_length=LONGEST_NAME,
        widget=_SeveralFiles(attrs={"multiple": True}),
    )


class PageForm(forms.Form):
    """What a person reads on the printed page; an empty field is not compared."""

    surname = forms.CharField(label=_("Surname on the page"), required=False, max_length=LONGEST_NAME)
    given_names = forms.CharField(label=_("Given names on the page"), required=False, max_length=LONGEST_NAME)
    number = forms.CharField(label=_("Number on the page"), required=False, max_length=LONGEST_NUMBER)
    birth = forms.DateField(
        label=_("Date of birth on the page"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    expiry = forms.DateField(
        label=_("Date of expiry on the page"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def page(self) -> Page | None:
        """What was typed, once it is valid; None where nothing was."""
        typed = {name: value for name, value in self.cleaned_data.items() if value}
        return Page(**typed) if typed else None
