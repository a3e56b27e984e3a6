"""What the remarks of OFAC's SDN list say, read piece by piece.

A remark is a list of pieces between semicolons. A piece that this table does
not know stays text, and so does the last piece of a remark that the publisher
cut at a thousand characters, because half a number is a wrong number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from passerelle.formats.gathered import Gathered, document, short_digest, trimmed
from passerelle.formats.partial_date import partial_date, stated_date

if TYPE_CHECKING:
    from passerelle.core.draft import Draft

CUT_AT = 1000
SPLIT = re.compile(r";\s+|;$")
DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{2} \d{4}|\d{4}"
NUMBERED = re.compile(
    r"(?P<number>\S.*?)"
    r"(?: \((?P<country>[A-Z][^()\d]*)\))?"
    rf"(?:,? issued (?P<issued>{DAY}))?"
    rf"(?:,? expires (?P<expires>{DAY}))?"
)
ALIAS = re.compile(r"(?P<kind>[afn]\.k\.a\.),? '(?P<name>.+)'")
WALLET = re.compile(r"Digital Currency Address - (?P<currency>\S+) (?P<address>\S+)")
LINKED = "Linked To: "

# Label, property of a person, property of anything else; the longer label comes first where two begin alike.
NUMBERS: tuple[tuple[str, str, str], ...] = (
    ("Passport and National ID No.", "idNumber", ""),
    ("Diplomatic Passport", "passportNumber", ""),
    ("Passport #", "passportNumber", ""),
    ("Passport", "passportNumber", ""),
    ("National ID No.", "idNumber", "registrationNumber"),
    ("National Foreign ID Number", "idNumber", "registrationNumber"),
    ("Identification Number IMO", "", "imoNumber"),
    ("Company Number IMO", "", "imoNumber"),
    ("Vessel Registration Identification IMO", "", "imoNumber"),
    ("International Maritime Organization No.", "", "imoNumber"),
    ("MMSI", "", "mmsi"),
    ("Identification Number", "idNumber", "registrationNumber"),
    ("Cedula No.", "idNumber", "registrationNumber"),
    ("Residency Number", "idNumber", ""),
    ("Personal ID Card", "idNumber", ""),
    ("Birth Certificate Number", "idNumber", ""),
    ("Driver's License No.", "idNumber", ""),
    ("Electoral Registry No.", "idNumber", ""),
    ("Stateless Person ID Card", "idNumber", ""),
    ("Tazkira National ID Card", "idNumber", ""),
    ("Kenyan ID No.", "idNumber", ""),
    ("Moroccan Personal ID No.", "idNumber", ""),
    ("Bosnian Personal ID No.", "idNumber", ""),
    ("Turkish Identification Number", "idNumber", "registrationNumber"),
    ("Citizen's Card Number", "idNumber", ""),
    ("Travel Document Number", "passportNumber", ""),
    ("Cartilla de Servicio Militar Nacional", "idNumber", ""),
    ("Military Registration Number", "idNumber", ""),
    ("Pilot License Number", "idNumber", ""),
    ("Permanent Resident Card", "idNumber", ""),
    ("Credencial electoral", "idNumber", ""),
    ("C.U.R.P.", "idNumber", ""),
    ("C.U.I.", "idNumber", "registrationNumber"),
    ("C.U.I.P.", "idNumber", ""),
    ("D.N.I.", "idNumber", "registrationNumber"),
    ("N.I.E.", "idNumber", "registrationNumber"),
    ("I.F.E.", "idNumber", ""),
    ("SSN", "idNumber", ""),
    ("Numero de Identidad", "idNumber", "registrationNumber"),
    ("Tarjeta de Identidad", "idNumber", ""),
    ("Italian Fiscal Code", "taxNumber", "taxNumber"),
    ("Fiscal Code", "taxNumber", "taxNumber"),
    ("Tax ID No.", "taxNumber", "taxNumber"),
    ("NIT #", "taxNumber", "taxNumber"),
    ("RUC #", "taxNumber", "taxNumber"),
    ("RIF #", "taxNumber", "taxNumber"),
    ("RTN", "taxNumber", "taxNumber"),
    ("R.F.C.", "taxNumber", "taxNumber"),
    ("V.A.T. Number", "taxNumber", "vatCode"),
    ("C.U.I.T.", "taxNumber", "taxNumber"),
    ("Unified Social Credit Code (USCC)", "", "uscCode"),
    ("United Social Credit Code Certificate (USCCC)", "", "uscCode"),
    ("Legal Entity Number", "", "leiCode"),
    ("LE Number", "", "registrationNumber"),
    ("D-U-N-S Number", "", "dunsCode"),
    ("SWIFT/BIC", "", "swiftBic"),
    ("Government Gazette Number", "", "okpoCode"),
    ("Business Registration Document #", "idNumber", "registrationNumber"),
    ("Business Registration Number", "idNumber", "registrationNumber"),
    ("Public Registration Number", "idNumber", "registrationNumber"),
    ("Registration Number", "idNumber", "registrationNumber"),
    ("Registration ID", "idNumber", "registrationNumber"),
    ("Registration Certificate Number", "", "registrationNumber"),
    ("Registered Charity No.", "", "registrationNumber"),
    ("UK Company Number", "", "registrationNumber"),
    ("Company Number", "", "registrationNumber"),
    ("Commercial Registry Number", "", "registrationNumber"),
    ("Chamber of Commerce Number", "", "registrationNumber"),
    ("Istanbul Chamber of Comm. No.", "", "registrationNumber"),
    ("Dubai Chamber of Commerce Membership No.", "", "registrationNumber"),
    ("Economic Register Number (CBLS)", "", "registrationNumber"),
    ("Central Registration System Number", "", "registrationNumber"),
    ("Certificate of Incorporation Number", "", "registrationNumber"),
    ("Folio Mercantil No.", "idNumber", "registrationNumber"),
    ("Matricula Mercantil No", "idNumber", "registrationNumber"),
    ("Enterprise Number", "", "registrationNumber"),
    ("Business Number", "", "registrationNumber"),
    ("Branch Unit Number", "", "registrationNumber"),
    ("C.R. No.", "", "registrationNumber"),
    ("Trade License No.", "licenseNumber", "licenseNumber"),
    ("Tourism License No.", "", "licenseNumber"),
    ("License", "licenseNumber", "licenseNumber"),
    ("Permit Number", "", "licenseNumber"),
    ("Aircraft Manufacturer's Serial Number (MSN)", "", "serialNumber"),
    ("Aircraft Construction Number (also called L/N or S/N or F/N)", "", "serialNumber"),
    ("Aircraft Tail Number", "", "registrationNumber"),
    ("Previous Aircraft Tail Number", "", "registrationNumber"),
    ("Aircraft Mode S Transponder Code", "", "icaoCode"),
)
ISSUED_TO_PEOPLE = frozenset({"passportNumber", "idNumber"})
# Label, property, the schemata that have it ("" for every one).
TEXTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("POB ", "birthPlace", frozenset({"Person"})),
    ("nationality ", "nationality", frozenset({"Person"})),
    ("citizen ", "citizenship", frozenset({"Person"})),
    ("Email Address ", "email", frozenset({"Person", "Organization"})),
    ("Website ", "website", frozenset({"Person", "Organization"})),
    ("Phone Number ", "phone", frozenset({"Person", "Organization"})),
    ("Telephone No. ", "phone", frozenset({"Person", "Organization"})),
    ("Telephone ", "phone", frozenset({"Person", "Organization"})),
    ("Organization Type: ", "sector", frozenset({"Organization"})),
    ("Target Type ", "classification", frozenset({"Organization"})),
    ("Aircraft Model ", "model", frozenset({"Airplane"})),
    ("Aircraft Type ", "type", frozenset({"Airplane"})),
    ("Vessel Type ", "type", frozenset({"Vessel"})),
    ("Vessel Flag ", "flag", frozenset({"Vessel"})),
    ("Former Vessel Flag ", "pastFlags", frozenset({"Vessel"})),
    ("Nationality of Registration ", "country", frozenset()),
)
DATES: tuple[tuple[str, str, str], ...] = (
    ("DOB ", "birthDate", "Person"),
    ("Organization Established Date ", "incorporationDate", "Organization"),
    ("Aircraft Manufacture Date ", "buildDate", "Airplane"),
    ("Vessel Year of Build ", "buildDate", "Vessel"),
)
GENDERS = {"Gender Male": "male", "Gender Female": "female"}
PROVISIONS = (
    "Secondary sanctions risk:",
    "Additional Sanctions Information",
    "Transactions Prohibited",
    "Executive Order",
    "CAATSA",
    "IFSR Determination",
    "For more information on directives",
)
LISTED = re.compile(r"(?P<kind>Listing|Effective) Date \([^)]*\): (?P<date>.+)")


@dataclass(slots=True)
class Remark:
    """What is read out of one remark: facts of the subject, of its listing, links by name, further drafts."""

    subject: Gathered
    listing: Gathered
    linked: list[str]
    drafts: list[Draft]


def read_remark(text: str, remark: Remark) -> None:
    """Every piece of the remark is taken, or kept as a note of the subject."""
    pieces = [trimmed(piece) for piece in SPLIT.split(text.strip().removesuffix("."))]
    cut = [pieces.pop()] if len(text.strip()) >= CUT_AT else []
    notes = [piece for piece in pieces if piece and not _piece(piece, remark)]
    remark.subject.add("notes", "; ".join(notes + cut))


def _piece(piece: str, remark: Remark) -> bool:
    bare = piece.removeprefix("alt. ")
    return (
        _name(bare, remark.subject)
        or _date(bare, remark.subject)
        or _provision(bare, remark.listing)
        or _wallet(bare, remark)
        or _link(bare, remark)
        or _text(bare, remark.subject)
        or _number(bare, remark)
    )


def _name(piece: str, subject: Gathered) -> bool:
    match = ALIAS.fullmatch(piece)
    if match:
        # OFAC puts the aliases that it holds for weak into the remarks.
        subject.add("previousName" if match["kind"] == "f.k.a." else "weakAlias", match["name"])
    return bool(match)


def _date(piece: str, subject: Gathered) -> bool:
    for label, prop, schema in DATES:
        if piece.startswith(label) and subject.schema == schema:
            stated = piece.removeprefix(label)
            found = stated_date(stated)
            subject.add(prop, found, stated)
            return bool(found)
    return False


def _provision(piece: str, listing: Gathered) -> bool:
    match = LISTED.fullmatch(piece)
    if match and partial_date(match["date"]):
        listing.add("listingDate" if match["kind"] == "Listing" else "startDate", partial_date(match["date"]))
        return True
    known = piece.startswith(PROVISIONS)
    if known:
        listing.add("provisions", piece)
    return known


def _wallet(piece: str, remark: Remark) -> bool:
    match = WALLET.fullmatch(piece)
    if match:
        holder, address = remark.subject.publisher_id, match["address"]
        name = f"{holder}.wallet.{short_digest(match['currency'], address)}"
        made = Gathered(name, "CryptoWallet", remark.subject.line)
        made.add("publicKey", address)
        made.add("currency", match["currency"])
        made.add("holder", holder)
        remark.drafts.append(made.draft(records=0))
    return bool(match)


def _link(piece: str, remark: Remark) -> bool:
    if piece.startswith(LINKED):
        remark.linked.append(piece.removeprefix(LINKED))
        # The name may be none of this list's, so the text is kept as well.
        remark.subject.add("notes", piece)
    return piece.startswith(LINKED)


def _text(piece: str, subject: Gathered) -> bool:
    if piece in GENDERS and subject.schema == "Person":
        subject.add("gender", GENDERS[piece])
        return True
    for label, prop, schemata in TEXTS:
        if piece.startswith(label) and (not schemata or subject.schema in schemata):
            subject.add(prop, piece.removeprefix(label))
            return True
    return False


def _number(piece: str, remark: Remark) -> bool:
    person = remark.subject.schema == "Person"
    label, prop = _label(piece, person=person)
    match = NUMBERED.fullmatch(piece.removeprefix(label).removeprefix(" #").strip()) if prop else None
    if not match or not any(character.isdigit() for character in match["number"]):
        return False
    if person and prop in ISSUED_TO_PEOPLE:
        remark.drafts.append(
            document(
                remark.subject,
                number=match["number"],
                kind=label,
                country=match["country"] or "",
                issued=partial_date(match["issued"] or ""),
                expires=partial_date(match["expires"] or ""),
                passport=prop == "passportNumber",
                original=piece,
            )
        )
    else:
        remark.subject.add(prop, match["number"], piece)
    return True


def _label(piece: str, *, person: bool) -> tuple[str, str]:
    for label, of_person, of_other in NUMBERS:
        if piece.startswith(label + " "):
            return label, of_person if person else of_other
    return "", ""
