"""A document that was checked and that an officer keeps in the case: the only way anything of it stays.

It is written down under the category "undetermined": thirty days, this node
alone, no index that partners question, nobody suspected (rules 2 and 6). What
a protection flag shields is a fingerprint here and nothing more (rule 1).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.asking import AskingRefusedError, ask_number
from passerelle.casework.cases import case_marking
from passerelle.casework.exhibits import Taking, take
from passerelle.casework.recording import record_statements
from passerelle.core.draft import Draft, Fact
from passerelle.core.marking import AssertionKind
from passerelle.core.protective import ProtectiveKind
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.subject import SubjectCategory
from passerelle.documents.mrz import printed_date
from passerelle.errors import PasserelleError
from passerelle.store import protection, recorded

if TYPE_CHECKING:
    from datetime import date

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.documents.mrz.check import Result
    from passerelle.documents.mrz.zone import Zone

PICTURE = "Photograph of a document, pixels alone"
ORIGIN = "a photograph of the document in hand, cleaned on this node"
SCHEMA = "Passport"  # FollowTheMoney's name for every travel document with a zone
FIELDS = {
    "document_type": "type",
    "issuer": "country",
    "number": "number",
    "surname": "surname",
    "given_names": "givenName",
}


class NothingToKeepError(PasserelleError):
    """The zone could not be read, so there is no document to keep."""

    def __init__(self) -> None:
        super().__init__("the zone could not be read; nothing was kept, check it again and keep it then")


class PictureOfProtectedError(PasserelleError):
    """The document's holder stands under protection; their picture was not kept."""

    def __init__(self) -> None:
        super().__init__("a picture of this document is not kept; nothing was kept, keep the zone instead")


def keep(env: Env, access: Access, checked: Result) -> str:
    """The entity under which the document is now in the reader's case."""
    zone = checked.zone
    if zone is None:
        raise NothingToKeepError
    marking = dataclasses.replace(
        case_marking(env, access), category=SubjectCategory.UNDETERMINED, assertion=AssertionKind.FACT
    )
    entity, now = env.new_id(), env.now()
    draft = Draft(publisher_id=entity, schema=SCHEMA, line=1, facts=_facts(checked, zone, now.date()))
    with transaction.atomic(using=env.database):
        recorded.write_entities(env.database, [(entity, SCHEMA, None, "")])
        if checked.protection is not None:
            # The state stands before the draft is written, so that no value of it ever is.
            kind = ProtectiveKind.ASYLUM
            protection.protect(env.database, [entity], kind=kind, since=now, by=access.officer)
        record_statements(env, access, drafts=[draft], marking=marking, known={entity: entity})
    return entity


def ask_issuer(env: Env, access: Access, checked: Result, *, partner: str, agreement: str) -> str:
    """The id of the question about the number of the document in hand.

    A document that says itself that its holder stands under protection is asked of nobody (rule 22).
    """
    if checked.protection is not None:
        raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "rule 20")
    return ask_number(env, access, checked.fields.get("number", ""), partner=partner, agreement=agreement)


def keep_picture(env: Env, access: Access, checked: Result, picture: bytes) -> str:
    """The exhibit that the cleaned picture now is in the reader's case.

    Of a holder under protection no picture is kept (rule 1).
    """
    if checked.protection is not None:
        raise PictureOfProtectedError
    marking = dataclasses.replace(
        case_marking(env, access), category=SubjectCategory.UNDETERMINED, assertion=AssertionKind.FACT
    )
    said = Taking(
        title=PICTURE,
        media_type="image/png",
        origin=ORIGIN,
        schema="Image",
        about=checked.fields.get("number", ""),
    )
    return take(env, access, picture, said, marking)


def _facts(checked: Result, zone: Zone, today: date) -> tuple[Fact, ...]:
    facts = [Fact(prop, checked.fields[field]) for field, prop in FIELDS.items() if checked.fields.get(field)]
    born = printed_date.parse(zone.text[slice(*zone.layout.span("birth"))]).birth(today)
    if born is not None:
        facts.append(Fact("birthDate", born.isoformat()))
    if "expiry" in zone.layout.fields:
        ends = printed_date.parse(zone.text[slice(*zone.layout.span("expiry"))]).expiry(today)
        facts += [Fact("endDate", ends.isoformat())] if ends else []
    return (*facts, Fact("summary", _summary(checked)))


def _summary(checked: Result) -> str:
    """What the digits said that day; it is no statement about the document or its holder."""
    words = {True: "consistent", False: "not consistent", None: "not verifiable"}[checked.consistent]
    names = sorted({str(one.name) for one in checked.indicators})
    return f"Check digits of the zone: {words}. Indicators: {', '.join(names) or 'none'}."
