"""Words of the document check: its lists, and every sentence that the check may say."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from passerelle.core.declaration import Declared
from passerelle.core.objection import Ground
from passerelle.desk.words.reader import RESULTS, UNREADABLE
from passerelle.documents.mrz.indicator import IndicatorName
from passerelle.documents.mrz.layout import CheckName
from passerelle.documents.outcome import Outcome
from passerelle.documents.photograph.quality import Quality
from passerelle.documents.said import Said

# ICAO Doc 9303 part 4 appendix B: the specimen of a passport.
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
OUTCOMES = {
    Outcome.CONSISTENT: pgettext_lazy("document", "consistent"),
    Outcome.NOT_CONSISTENT: pgettext_lazy("document", "not consistent"),
    Outcome.NOT_VERIFIABLE: pgettext_lazy("document", "not verifiable"),
}
CHECKS = {
    CheckName.NUMBER: _("document number"),
    CheckName.BIRTH: _("date of birth"),
    CheckName.EXPIRY: _("date of expiry"),
    CheckName.PERSONAL: _("personal number"),
    CheckName.COMPOSITE: _("all fields together"),
    "signature": _("signature"),
    "chain": _("authority"),
    "dates": _("dates"),
    "revocation": _("revocation"),
    "hashes": _("list of hashes"),
    "issuer": _("issuing State"),
    "zones": _("page and chip"),
}
FIELDS = {
    "document_type": _("kind of document"),
    "issuer": _("issuer"),
    "number": _("document number"),
    "nationality": _("nationality"),
    "birth": _("date of birth"),
    "sex": _("sex"),
    "expiry": _("date of expiry"),
    "surname": _("surname"),
    "given_names": _("given names"),
    "optional": _("optional field"),
    "optional2": _("second optional field"),
    "given name": _("given name"),
    "given names": _("given names"),
    "family name": _("family name"),
    "name in use": _("name in use"),
    "kind of identity document": _("kind of document"),
    "number of the identity document": _("document number"),
    "date of birth": _("date of birth"),
    "place of birth": _("place of birth"),
    "machine-readable zone": _("machine-readable zone"),
    "date of application": _("date of application"),
    "valid from": _("valid from"),
    "valid until": _("valid until"),
    "number of the foreigner's file": _("number of the file"),
}
DECLARED = {
    Declared.STOLEN_BLANK: _("blank declared stolen"),
    Declared.LOST_BLANK: _("blank declared lost"),
    Declared.STOLEN: _("declared stolen"),
    Declared.LOST: _("declared lost"),
    Declared.INVALID: _("declared invalid"),
}
LEADS = {"workshop": _("Workshop"), "supplier": _("Supplier"), "route": _("Route")}
GROUNDS = {
    Ground.UNSAID: _("no reason given"),
    Ground.MISTAKE: _("the number is another document's, or was written down wrongly"),
    Ground.FOUND: _("the document was found or given back"),
    Ground.COURT: _("a court decided otherwise"),
    Ground.POLITICAL: _("a political, military, religious or racial end"),
    Ground.PROTECTION: _("the holder stands under protection from the State that declared"),
}
QUALITIES = {
    Quality.GOOD: _("good quality"),
    Quality.FAIR: _("fair quality"),
    Quality.POOR: _("poor quality"),
}
INDICATORS = {
    IndicatorName.UNREADABLE: _("cannot be read"),
    IndicatorName.SPACES: _("spaces left out"),
    IndicatorName.CHARACTER: _("character not allowed"),
    IndicatorName.FILLER: _("filler misplaced"),
    IndicatorName.NAME_CUT: _("name may be cut"),
    IndicatorName.TYPE: _("unusual type"),
    IndicatorName.CODE: _("unknown code"),
    IndicatorName.CODE_DATES: _("code outside its dates"),
    IndicatorName.CODE_NEVER: _("code of no issuer"),
    IndicatorName.DATE: _("impossible date"),
    IndicatorName.DATE_PARTIAL: _("partial date"),
    IndicatorName.EXPIRED: _("expired"),
    IndicatorName.VALIDITY: _("unusual validity"),
    IndicatorName.NUMBER_FORMAT: _("unusual form of number"),
    IndicatorName.MISREADING: _("possible misreading"),
    IndicatorName.VISUAL: _("page and zone differ"),
}
FORMS = frozenset(
    {
        gettext_noop("the document number"),
        gettext_noop("the date of birth"),
        gettext_noop("the date of expiry"),
        gettext_noop("the personal number"),
        gettext_noop("the fields taken together"),
        gettext_noop("the issuer"),
        gettext_noop("the nationality"),
        gettext_noop("the digit printed for %(field)s is the one computed"),
        gettext_noop(
            "the digit printed for %(field)s is the one computed; the number goes on in the optional field"
        ),
        gettext_noop("this format prints no digit for %(field)s"),
        gettext_noop("a character that no zone may hold stands in %(field)s: the digit cannot be computed"),
        gettext_noop("nothing stands for %(field)s, which then has no digit"),
        gettext_noop("the digit for %(field)s cannot be read"),
        gettext_noop("the digit printed for %(field)s is %(printed)s, the one computed is %(computed)s"),
        gettext_noop("the digit for %(field)s is missing"),
        gettext_noop("the lines have the size of no machine-readable zone"),
        gettext_noop("white space inside the lines was left out to read the zone"),
        gettext_noop("there is no text"),
        gettext_noop("this is more text than a machine-readable zone has"),
        gettext_noop(
            "the lines have %(sizes)s characters; a zone has three lines of 30, two of 36 or two of 44: "
            "a character may be missing or doubled"
        ),
        gettext_noop("a part of %(date)s is unknown, which the standard allows"),
        gettext_noop("a part of %(date)s is written as zeros; the standard has fillers for what is unknown"),
        gettext_noop("%(date)s is no day of a calendar"),
        gettext_noop("%(date)s is not six digits"),
        gettext_noop("the code of %(field)s is in no list of ISO 3166 or ICAO Doc 9303"),
        gettext_noop("the code %(code)s was not in use when such a document was issued"),
        gettext_noop("the code %(code)s was not in use when such a document was issued; doubt: %(doubt)s"),
        gettext_noop("%(code)s is the code of no issuer: %(why)s"),
        gettext_noop("it stands on specimens alone"),
        gettext_noop("it names who signed a list, and stands on no travel document"),
        gettext_noop("the document ended before %(day)s"),
        gettext_noop("it would last longer than the %(years)s years that such documents have: %(source)s"),
        gettext_noop(
            "by the month in its number the card ended: ten years, fifteen for an adult's card of 2004 to "
            "2013 (décret n° 2013-1188)"
        ),
        gettext_noop("the number is not formed as the numbers of this issuer are (%(source)s)"),
        gettext_noop(
            "the number is not formed as the numbers of this issuer are (%(source)s); doubt: %(doubt)s"
        ),
        gettext_noop("the name fills its field: the rest may have been cut, as the standard allows"),
        gettext_noop("a name begins with a filler"),
        gettext_noop("there is no name"),
        gettext_noop("more than two fillers stand between parts of the name"),
        gettext_noop("the surname is parted from the given names more than once"),
        gettext_noop("only letters and fillers stand here"),
        gettext_noop("only digits and fillers stand here"),
        gettext_noop("only M, F or a filler stands here"),
        gettext_noop("a zone has capital letters, digits and fillers alone"),
        gettext_noop("a check digit stands here"),
        gettext_noop("documents begin with P (passport), V (visa), or A, C or I (cards)"),
        gettext_noop("a document number begins at the first place of its field"),
        gettext_noop("a filler stands before a letter of a code"),
        gettext_noop("%(offered)s; %(effect)s; compare with the document"),
        gettext_noop("line %(line)s position %(position)s: %(read)s may be %(sign)s"),
        gettext_noop("%(one)s and %(other)s"),
        gettext_noop("then the place holds what it may"),
        gettext_noop("then every digit agrees"),
        gettext_noop("the page and the zone say the same"),
        gettext_noop("the zone is none of the listed spellings; in this script a name has many more"),
        gettext_noop("the zone is no allowed spelling of the page"),
        gettext_noop("what the zone has of the date is what the page says"),
        gettext_noop("the page and the zone differ"),
        gettext_noop("the zone has no such name"),
        gettext_noop("the page has letters of which no table is held here"),
        gettext_noop("the zone is an allowed spelling of the page"),
        gettext_noop("the name fills the zone, where a long name is cut"),
        gettext_noop("the zone has no such date"),
        gettext_noop("the date of the zone is none"),
        gettext_noop("the zone has no such field"),
        gettext_noop("the letters are small: come closer, or photograph the zone alone"),
        gettext_noop("some letters were hard to tell: more light, no glare, the document flat"),
        gettext_noop("fillers at the end of a run were counted anew; compare with the document"),
        gettext_noop(
            "no machine-readable zone was found on it: hold the document flat and fill the picture with it"
        ),
        gettext_noop("it is no whole JPEG, PNG or WebP picture of a usual size"),
        gettext_noop("no reader of letters is installed (tesseract-ocr and passerelle[photograph])"),
        gettext_noop("it took too long"),
        gettext_noop("the process that opened it broke off"),
        gettext_noop("it is larger than 20 MB"),
        gettext_noop("the signer is on no imported list"),
        gettext_noop("the signer's key is of a kind not known here"),
        gettext_noop("the barcode has no signature"),
        gettext_noop("the signer's key made the signature over this content"),
        gettext_noop("the signer's key did not make the signature"),
        gettext_noop("the barcode tells no day of signature"),
        gettext_noop("it was signed while the signer's certificate held"),
        gettext_noop("it was signed while the signer's certificate did not hold"),
        gettext_noop("the authority is on no imported list"),
        gettext_noop("the authority that the certificate names did not sign it"),
        gettext_noop(
            "authorities of that name are imported, none of which signed the certificate: import a newer list"
        ),
        gettext_noop("an imported authority of %(country)s signed the certificate of the document signer"),
    }
    | RESULTS
    | UNREADABLE
)


def tell(value: str) -> str:
    """The sentence in the language of the reader; what is no sentence of the list is said as it came."""
    form = value.form if isinstance(value, Said) else value
    if form not in FORMS:
        return value
    facts = value.facts if isinstance(value, Said) else {}
    said = gettext(form)
    return said % {name: tell(fact) for name, fact in facts.items()} if facts else said
