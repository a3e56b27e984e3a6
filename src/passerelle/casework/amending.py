"""Correcting what left, or setting stricter rules for it: every holder of the old version hears of the new.

A change is a new version of the record. Whether the new version may go is
decided for each holder as for a release; to a holder to whom it may no longer
go, the old version is recalled. Whoever is left out of a narrower audience is
recalled from too. So one notice leaves for each holder, and none keeps the
old version (rule 13).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.agreements import agreement_of
from passerelle.casework.dispatch import NotTheOwnerError, item, recall_from, send
from passerelle.casework.indexing import index
from passerelle.casework.journaling import record as journalled
from passerelle.casework.judging import judge
from passerelle.casework.partners import partner
from passerelle.casework.reading import readable_statements
from passerelle.casework.signature import UnsignedAgreementError
from passerelle.casework.way_in import require_may_send
from passerelle.core.decision import Permit
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.statement import LONGEST_VALUE, SALT_BYTES
from passerelle.core.vocabulary import check
from passerelle.errors import PasserelleError
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Correction, Kind, Restriction
from passerelle.store import convert, protection, recorded, subjects
from passerelle.store.models import Disclosure, Statement

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from passerelle.casework.access import Access
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking
    from passerelle.core.statement import Statement as StatementValue

REASONS = {Kind.CORRECTION: "corrected by its owner", Kind.RESTRICTION: "stricter rules from its owner"}


class UnchangedError(PasserelleError):
    """A change that changes nothing, or loosens a rule; nothing was recorded or sent."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem}; nothing was recorded or sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stricter:
    """The rules that are added; what is left empty stays as it is."""

    handling: frozenset[HandlingCode] = frozenset()
    texts: tuple[str, ...] = ()  # of H3
    review: date | None = None  # earlier than the present one
    audience: frozenset[str] | None = None  # the nodes that may keep it; None leaves all


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The version that stands now, who was told of it, and from whom the old one is recalled."""

    version: int
    told: tuple[str, ...]  # message ids
    recalled: tuple[str, ...]  # message ids


def correct(env: Env, access: Access, record: str, value: str) -> Amended:
    """The record says this from now on, here and at every recipient to whom it may go."""
    require_may_send(access, Kind.CORRECTION)
    with transaction.atomic(using=env.database):
        old, marking, row = _current(env, access, record)
        if row.reference or old.value == value:
            raise UnchangedError("a link, or the same value, is not corrected")
        if len(value) > LONGEST_VALUE or protection.protected(env.database, [old.entity], env.now()):
            raise UnchangedError("a value too long, or about a person under protection, is not recorded")
        check(old.schema, old.prop, value)
        new = _stand(env, row, dataclasses.replace(old, value=value), marking)
        return tell(env, access, new, Kind.CORRECTION, None)


def restrict(env: Env, access: Access, record: str, stricter: Stricter) -> Amended:
    """The record stands under stricter rules from now on, here and wherever it may stay."""
    require_may_send(access, Kind.RESTRICTION)
    with transaction.atomic(using=env.database):
        old, marking, row = _current(env, access, record)
        tighter = _tightened(marking, stricter)
        if tighter != marking:
            new = _stand(env, row, old, tighter)
            return tell(env, access, new, Kind.RESTRICTION, stricter.audience)
        if stricter.audience is None:
            raise UnchangedError("these rules are no stricter than those that stand")
        out = [node for node in holders(env, record) if node not in stricter.audience]
        recalled = tuple(recall_from(env, access, record, node) for node in out)
        return Amended(version=old.version, told=(), recalled=recalled)


def amendable(env: Env, access: Access, record: str) -> None:
    """Nothing, where the record is our own and this officer may read it; else AbsentError."""
    try:
        with transaction.atomic(using=env.database):
            _current(env, access, record)
    except NotTheOwnerError:
        raise AbsentError("record") from None


def _current(env: Env, access: Access, record: str) -> tuple[StatementValue, Marking, Statement]:
    """The standing version of our own record that this officer may read; raises AbsentError."""
    rows = Statement.objects.using(env.database).filter(record=record, state=Statement.State.LIVE)
    entities = set(rows.select_for_update().values_list("entity", flat=True))
    for statement, marking, row in readable_statements(env, access, entities):
        if statement.record == record:
            if marking.owner != env.service:
                raise NotTheOwnerError
            return statement, marking, row
    raise AbsentError("record")


def _tightened(marking: Marking, stricter: Stricter) -> Marking:
    added = stricter.handling | ({HandlingCode.H3} if stricter.texts else frozenset())
    handling = marking.handling
    if added:
        texts = stricter.texts or (marking.handling.texts if HandlingCode.H3 in added else ())
        handling = handling.union(Handling(frozenset(added), texts))
    if stricter.review is not None and stricter.review > marking.review:
        raise UnchangedError("a later review date is a renewal and not a stricter rule")
    return dataclasses.replace(marking, handling=handling, review=stricter.review or marking.review)


def _stand(env: Env, row: Statement, said: StatementValue, marking: Marking) -> StatementValue:
    """The new version, in place of the one before, with its keys."""
    now = env.now()
    new = dataclasses.replace(
        said,
        version=said.version + 1,
        salt=env.random(SALT_BYTES),
        marking=convert.keep_marking(env.database, marking),
    )
    recorded.supersede(env.database, [row.id])
    recorded.write_statements(
        env.database, [recorded.new_row(new, reference=row.reference)], case=row.case, at=now
    )
    found = subjects.of(env.database, [new.entity], now=now, attribution=None)
    index(env, found, today=now.date())
    return new


def tell(
    env: Env, access: Access, new: StatementValue, kind: Kind, audience: Collection[str] | None
) -> Amended:
    """Every holder of an older version hears of this one; who may not have it gives the old one back."""
    subject = [new.entity]
    journalled(env, access, Act.ALTERATION, subjects=subject, reference=f"{kind} of {new.record}")
    told: list[str] = []
    recalled: list[str] = []
    ledger = Disclosure.objects.using(env.database).filter(record=new.record, recall_asked_at=None)
    up_to_date = set(ledger.filter(version__gte=new.version).values_list("recipient", flat=True))
    for node, agreement in holders(env, new.record).items():
        if node in up_to_date:
            continue
        message = None
        if audience is None or node in audience:
            message = _renewed(env, access, new, kind, node, agreement)
        if message is None:
            recalled.append(recall_from(env, access, new.record, node))
        else:
            told.append(message)
    return Amended(version=new.version, told=tuple(told), recalled=tuple(recalled))


def holders(env: Env, record: str) -> dict[str, str]:
    """The nodes that have the record or may still get it, each with the agreement it was last sent under."""
    ledger = Disclosure.objects.using(env.database).filter(record=record, recall_asked_at=None)
    return dict(ledger.order_by("at", "id").values_list("recipient", "agreement"))


def _renewed(
    env: Env, access: Access, new: StatementValue, kind: Kind, node: str, agreement: str
) -> str | None:
    """The id of the message with the new version; None where it may not go there any more."""
    to, terms = partner(env, node), agreement_of(env, agreement)
    if terms is None:
        return None
    try:
        judged = judge(env, access, [new.entity], to.party, terms)
    except UnsignedAgreementError:
        return None
    for one in judged:
        if one.statement.record == new.record and isinstance(one.decision, Permit):
            going = (item(env, to, terms, one.decision.clause, one),)
            body = Correction if kind is Kind.CORRECTION else Restriction
            return send(env, access, to, terms, body(going, REASONS[kind]))
    return None
