"""Language, theme and keys."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from passerelle.desk.preference import Keys, Preference, Theme

THEMES = [
    (Theme.AUTO, _("As the machine")),
    (Theme.LIGHT, _("Light")),
    (Theme.DARK, _("Dark")),
    (Theme.CONTRAST, _("High contrast")),
]
KEYS = [
    (Keys.NONE, _("None")),
    (Keys.SOME, _("Only / for search and ? for the list of keys")),
    (Keys.ALL, _("Letters as well: g and a letter to go somewhere, j and k for rows")),
]


class PreferenceForm(forms.Form):
    """What the eye and the hand prefer."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES)
    keys = forms.ChoiceField(label=_("Single keys that do something"), choices=KEYS, widget=forms.RadioSelect)

    @property
    def preference(self) -> Preference:
        """The choice that was sent; the form is valid."""
        return Preference(
            self.cleaned_data["language"], Theme(self.cleaned_data["theme"]), Keys(self.cleaned_data["keys"])
        )
