"""What partners released, as it is compared with what is held and written in bulk."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from passerelle.store import convert
from passerelle.store.bulk import Row, copy_many, stored_instant
from passerelle.store.models import Entity, Licence, Marking, Statement, Tombstone
from passerelle.store.recorded import COLUMNS, in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from passerelle.core.marking import Marking as MarkingValue
    from passerelle.core.statement import Statement as StatementValue

LicenceRow = tuple[str, str, str, str, str, str, bool, datetime]
LICENCE = ("statement", "record", "owner", "recipient", "agreement", "clause", "onward", "expires")


class Held(NamedTuple):
    """A version that is here: under which id, and the service that owns it."""

    statement: str
    owner: str


def versions(alias: str, records: Sequence[str]) -> dict[str, dict[int, Held]]:
    """For each of these records that is here, its versions; one whose licence ran out is here no more."""
    found: list[tuple[str, int, str, str]] = []
    for chunk in in_chunks(records):
        rows = Statement.objects.using(alias).filter(record__in=chunk).exclude(state=Statement.State.ERASED)
        found += rows.values_list("record", "version", "id", "marking")
    digests = {marking for _, _, _, marking in found}
    markings = Marking.objects.using(alias).filter(digest__in=digests) if digests else Marking.objects.none()
    owners = dict(markings.values_list("digest", "owner"))
    held: defaultdict[str, dict[int, Held]] = defaultdict(dict)
    for record, version, name, marking in found:
        held[record][version] = Held(name, owners[marking])
    return held


def taken_back(alias: str, records: Sequence[str], owner: str) -> dict[str, int]:
    """Those of the records that this owner took back, and up to which version."""
    found: dict[str, int] = {}
    for chunk in in_chunks(records):
        rows = Tombstone.objects.using(alias).filter(record__in=chunk, owner=owner)
        found.update(rows.values_list("record", "version"))
    return found


def taken_back_by_anyone(alias: str, records: Sequence[str]) -> set[str]:
    """Those of the records that their owner took back; each record here has one owner."""
    found: set[str] = set()
    for chunk in in_chunks(records):
        found.update(Tombstone.objects.using(alias).filter(record__in=chunk).values_list("record", flat=True))
    return found


def bury(alias: str, versions: Mapping[str, int], *, owner: str, at: datetime) -> None:
    """Nothing up to these versions of this owner's records takes effect here again."""
    for chunk in in_chunks(sorted(versions)):
        buried = taken_back(alias, chunk, owner)
        fresh = [
            Tombstone(record=record, owner=owner, version=versions[record], at=at)
            for record in chunk
            if record not in buried
        ]
        Tombstone.objects.using(alias).bulk_create(fresh)
        for record, version in buried.items():
            if version < versions[record]:
                rows = Tombstone.objects.using(alias).filter(record=record, owner=owner)
                rows.update(version=versions[record])


def clear_expired(alias: str, records: Sequence[str]) -> None:
    """The empty rows of what ran out make room for what comes again."""
    for chunk in in_chunks(records):
        Statement.objects.using(alias).filter(record__in=chunk, state=Statement.State.ERASED).exclude(
            arrived_from=""
        ).delete()


def supersede_records(alias: str, records: Sequence[str]) -> None:
    """No version of these records stands any more."""
    for chunk in in_chunks(records):
        live = Statement.objects.using(alias).filter(record__in=chunk, state=Statement.State.LIVE)
        live.update(state=Statement.State.SUPERSEDED)


def write_received(
    alias: str,
    statements: Iterable[tuple[str, StatementValue, bool, bool]],
    *,
    arrived_from: str,
    at: datetime,
) -> None:
    """The statements are in the table under these ids.

    The flags: the value is an entity's id; the version stands.
    """
    when = stored_instant(alias, at)
    rows: list[Row] = [
        (
            name,
            one.record,
            one.version,
            one.salt,
            one.marking,
            one.entity,
            one.schema,
            one.prop,
            one.value,
            reference,
            one.language,
            one.source,
            str(Statement.State.LIVE if stands else Statement.State.SUPERSEDED),
            "",
            arrived_from,
            when,
        )
        for name, one, reference, stands in statements
    ]
    copy_many(alias, Statement, COLUMNS, rows)


def keep_subjects(alias: str, schemata: dict[str, str], markings: Iterable[MarkingValue]) -> None:
    """Each entity and each marking is there, once."""
    entities = [Entity(id=entity, schema=schema) for entity, schema in schemata.items()]
    Entity.objects.using(alias).bulk_create(entities, ignore_conflicts=True)
    rows = [convert.marking_row(marking) for marking in markings]
    Marking.objects.using(alias).bulk_create(rows, ignore_conflicts=True)


def renew_licences(alias: str, licences: Sequence[LicenceRow]) -> None:
    """Each statement is read under its latest licence; the columns are those of `LICENCE`."""
    for chunk in in_chunks([one[0] for one in licences]):
        Licence.objects.using(alias).filter(statement__in=chunk).delete()
    copy_many(alias, Licence, LICENCE, ((*one[:7], stored_instant(alias, one[7])) for one in licences))
