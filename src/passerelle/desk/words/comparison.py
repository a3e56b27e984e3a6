"""Words for how two records compare, and for what a person judged."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.casework.resolving import AcrossCategoriesError, LiftsProtectionError
from passerelle.matching.comparison import Standing
from passerelle.matching.finding import Reason
from passerelle.matching.finding import Verdict as Found
from passerelle.matching.judgement import Verdict

VERDICTS = {
    Verdict.SAME: pgettext_lazy("judgement", "The same"),
    Verdict.DIFFERENT: pgettext_lazy("judgement", "Different"),
    Verdict.UNSURE: pgettext_lazy("judgement", "Unsure"),
}
COMPARED = {
    Found.AGREES: _("agrees"),
    Found.NEAR: _("nearly agrees"),
    Found.DIFFERS: _("differs"),
    Found.MISSING: _("not on both sides"),
}
STANDINGS = {
    Standing.CORROBORATED: _("The name agrees, and so does a day of birth or a number."),
    Standing.COMPATIBLE: _("The name agrees, and the dates do not exclude it."),
    Standing.SHARED_VALUE: _("They share a number under other names: people share phones and accounts."),
    Standing.SAME_NAME_ONLY: _("Nothing besides the name is there to compare."),
    Standing.COMMON_VALUE: _("All that they share is held by very many."),
    Standing.CONTRADICTED: _("Dates of birth or numbers given for life exclude each other."),
}
REASONS = {
    Reason.SAME_NAME: _("Two names have the same words, spelling and order aside."),
    Reason.INITIALS: _("The names agree where one side gives an initial for a word of the other."),
    Reason.SIMILAR_NAME: _("The closest names are spelled alike but not the same."),
    Reason.SHARED_WORDS: _("The names share words, and each may have words that the other lacks."),
    Reason.OTHER_NAME: _("No name on one side resembles a name on the other."),
    Reason.SAME_DATE: _("The same day is given on both sides."),
    Reason.COMPATIBLE_DATE: _("One date is less exact than the other, and they can be the same day."),
    Reason.NEAR_DATE: _("The dates differ as slips do: day and month swapped, a figure, the next year."),
    Reason.OTHER_DATE: _("No date on one side can be the same as a date on the other."),
    Reason.SAME_IDENTIFIER: _("The same value is held on both sides."),
    Reason.ONE_SIGN_OFF: _("The closest values differ in one sign only, as when misread."),
    Reason.OTHER_IDENTIFIER: _("Both sides hold values and none is the same; a person may have several."),
    Reason.OTHER_LIFELONG_NUMBER: _("Each side holds one number given for life, and they differ."),
    Reason.ONE_SIDE_SILENT: _("Only one side holds this, so nothing follows."),
    Reason.BOTH_SILENT: _("Neither side holds this, so the comparison rests on less."),
}
# What is decided by an officer alone, and by no judgement in passing.
STOPS = {
    AcrossCategoriesError: _(
        "Nothing was judged yet: the two are not held in the same subject categories. Look at both; if they "
        "are one person all the same, say here that you decide it."
    ),
    LiftsProtectionError: _(
        "Nothing was judged yet: what is withheld while the two are one person would be shown again. Look at "
        "both; if they are two persons all the same, say here that you decide it."
    ),
}
