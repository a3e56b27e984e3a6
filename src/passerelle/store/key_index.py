"""The rows of the one key index, and of the fingerprints that lie apart from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections
from django.db.models import Count

from passerelle.store import name_change
from passerelle.store.bulk import copy_many, update_many
from passerelle.store.models import Entity, Fingerprint, MatchKey, Statement
from passerelle.store.protection import protected
from passerelle.store.recorded import CHUNK, in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

DIGEST_BYTES = 16
WORD = "word"  # the kind of what serves search at one's own desk alone
COLUMNS = ("digest", "kind", "entity", "askable", "bucket", "masked", "masked_even")

RANGE = "(CAST(%s AS bigint), CAST(%s AS bigint))"
ENTRIES = """
WITH wanted (low, high) AS (VALUES {ranges}),
covering AS (
    SELECT digest FROM store_marking
    WHERE category IN ({categories}) AND purpose IN ({purposes}) AND review >= %s
)
SELECT key.bucket, key.{column}, key.entity
FROM wanted CROSS JOIN store_matchkey AS key
WHERE key.bucket BETWEEN wanted.low AND wanted.high AND key.askable AND key.{column} IS NOT NULL
AND EXISTS (
    SELECT 1 FROM store_statement AS said
    WHERE said.entity = key.entity AND said.state = 'live' AND said.arrived_from = ''
    AND said.marking IN (SELECT digest FROM covering)
)
"""
# At a document check the number in hand meets declared documents alone (rule 20).
DECLARED = """
AND key.kind = 'document'
AND EXISTS (SELECT 1 FROM store_entity AS it WHERE it.id = key.entity AND it.schema = 'DeclaredDocument')
"""

UNNAMED = """
AND key.kind <> 'name'
"""

MaskedForms = tuple[bytes | None, bytes | None]  # of the odd epoch and of the even
NOT_MASKED: MaskedForms = (None, None)
KeyRow = tuple[bytes, str, str, bool, int | None, bytes | None, bytes | None]


def replace(alias: str, entities: Sequence[str], rows: Sequence[KeyRow]) -> None:
    """The index holds these rows for these entities and no others."""
    for chunk in in_chunks(entities):
        MatchKey.objects.using(alias).filter(entity__in=chunk).delete()
    copy_many(alias, MatchKey, COLUMNS, rows)
    name_change.note(alias, entities)


def replace_local(alias: str, entities: Sequence[str], rows: Sequence[KeyRow]) -> None:
    """The local index holds these rows for these entities; what partners may ask about stays as it is."""
    askable: set[tuple[bytes, str, str]] = set()
    for chunk in in_chunks(entities):
        held = MatchKey.objects.using(alias).filter(entity__in=chunk)
        held.filter(askable=False).delete()
        stay = held.filter(askable=True).values_list("digest", "kind", "entity")
        askable.update((bytes(digest), kind, entity) for digest, kind, entity in stay)
    copy_many(alias, MatchKey, COLUMNS, [row for row in rows if row[:3] not in askable])
    name_change.note(alias, entities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What an agreement opens to a question today."""

    categories: Sequence[str]
    purposes: Sequence[str]
    today: date
    declared: bool  # declared documents alone
    names: bool  # keys made of names too
    epoch: int  # whose key answers


def open_entries(
    alias: str, ranges: Sequence[tuple[int, int]], opened: Open, now: datetime
) -> list[tuple[int, bytes]]:
    """Prefix and entry of each askable key in these ranges that is open, of nobody who is protected now.

    A key is open while a live statement of our own about its entity stands
    under a marking of these categories and purposes that is not past review.
    All of it is read from the tables at each question: nothing is remembered
    that could have changed.
    """
    if not (ranges and opened.categories and opened.purposes):
        return []
    statement = ENTRIES.format(
        column=column_of(opened.epoch),
        ranges=_places(ranges, RANGE),
        categories=_places(opened.categories, "%s"),
        purposes=_places(opened.purposes, "%s"),
    )
    statement += DECLARED if opened.declared else ""
    statement += "" if opened.names else UNNAMED
    values = [edge for pair in ranges for edge in pair]
    today = connections[alias].ops.adapt_datefield_value(opened.today)
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [*values, *opened.categories, *opened.purposes, today])
        held = cursor.fetchall()
    hidden = protected(alias, {entity for _, _, entity in held}, now)
    return [(prefix, bytes(entry)) for prefix, entry, entity in held if entity not in hidden]


def _places(items: Sequence[object], place: str) -> str:
    return ", ".join([place] * len(items))


def column_of(epoch: int) -> str:
    """Where the masked forms of an epoch stand."""
    return "masked" if epoch % 2 else "masked_even"


def masked(alias: str, digests: Sequence[bytes], epoch: int) -> dict[bytes, bytes]:
    """What the oblivious function of that epoch gave for these keys before, where it is known."""
    found: dict[bytes, bytes] = {}
    column = column_of(epoch)
    for chunk in _chunks(digests):
        known = MatchKey.objects.using(alias).filter(digest__in=chunk, **{f"{column}__isnull": False})
        rows = known.values_list("digest", column)
        found.update((bytes(digest), bytes(value)) for digest, value in rows if value is not None)
    return found


def askable_after(alias: str, entity: str, *, most: int) -> list[str]:
    """The next entities, by id, with a key that partners may ask about."""
    rows = MatchKey.objects.using(alias).filter(askable=True, entity__gt=entity)
    return list(rows.order_by("entity").values_list("entity", flat=True).distinct()[:most])


def askable_rows(alias: str, entities: Sequence[str]) -> list[tuple[int, bytes]]:
    """Id and digest of each row of these entities that partners may ask about."""
    found: list[tuple[int, bytes]] = []
    for chunk in in_chunks(entities):
        rows = MatchKey.objects.using(alias).filter(entity__in=chunk, askable=True)
        found += [(row, bytes(digest)) for row, digest in rows.values_list("id", "digest")]
    return found


def keep_forms(alias: str, epoch: int, forms: Iterable[tuple[bytes | None, int]]) -> None:
    """Each row named has this form, or none, in that epoch."""
    update_many(alias, MatchKey, [column_of(epoch)], forms)


def without_form(alias: str, epoch: int, *, before: int) -> list[str]:
    """The entities with a key that has a form of the epoch before and none of this one."""
    held = {f"{column_of(epoch)}__isnull": True, f"{column_of(before)}__isnull": False}
    rows = MatchKey.objects.using(alias).filter(askable=True, **held)
    return sorted(set(rows.values_list("entity", flat=True)))


def holders(alias: str, digests: Sequence[bytes]) -> dict[bytes, list[str]]:
    """The entities that hold each of these keys."""
    found: defaultdict[bytes, list[str]] = defaultdict(list)
    for chunk in _chunks(digests):
        rows = MatchKey.objects.using(alias).filter(digest__in=chunk).values_list("digest", "entity")
        for digest, entity in rows:
            found[bytes(digest)].append(entity)
    return found


def holders_of_most(alias: str, digests: Sequence[bytes], *, most: int) -> dict[str, int]:
    """The entities that hold all of these but at most one in three, and how many; the fullest first."""
    need = len(digests) - len(digests) // 3
    rows = MatchKey.objects.using(alias).filter(digest__in=digests).values("entity")
    counted = rows.annotate(held=Count("digest", distinct=True)).filter(held__gte=max(need, 1))
    return dict(counted.order_by("-held", "entity").values_list("entity", "held")[:most]) if digests else {}


def sharing(alias: str, entities: Sequence[str], *, most: int) -> dict[str, list[str]]:
    """For each entity those that share a key with it, those that share most first; words are no keys."""
    keys = MatchKey.objects.using(alias).exclude(kind=WORD)
    own: list[tuple[str, bytes]] = []
    for chunk in in_chunks(sorted(set(entities))):
        rows = keys.filter(entity__in=chunk).values_list("entity", "digest")
        own += [(entity, bytes(digest)) for entity, digest in rows]
    held = holders(alias, sorted({digest for _, digest in own}))
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entity, digest in own:
        shared[entity].update(other for other in set(held.get(digest, ())) if other != entity)
    return {
        entity: [other for other, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]]
        for entity, found in shared.items()
    }


def origins(alias: str, entities: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The dataset and the case that each entity came with."""
    found: dict[str, tuple[str, str]] = {}
    for chunk in in_chunks(sorted(entities)):
        datasets = dict(Entity.objects.using(alias).filter(id__in=chunk).values_list("id", "dataset_id"))
        cases = dict(Statement.objects.using(alias).filter(entity__in=chunk).values_list("entity", "case"))
        found.update({one: (datasets.get(one) or "", cases.get(one, "")) for one in chunk})
    return found


def keep_fingerprints(alias: str, rows: Iterable[tuple[bytes, str, str]]) -> None:
    """Digest, pseudonym and kind of each fingerprint are kept, each once."""
    wanted = list(dict.fromkeys(rows))
    known: set[tuple[bytes, str, str]] = set()
    for chunk in in_chunks(sorted({pseudonym for _, pseudonym, _ in wanted})):
        stored = Fingerprint.objects.using(alias).filter(pseudonym__in=chunk)
        known |= {(bytes(d), p, k) for d, p, k in stored.values_list("digest", "pseudonym", "kind")}
    copy_many(
        alias, Fingerprint, ("digest", "pseudonym", "kind"), [row for row in wanted if row not in known]
    )


def has_fingerprints(alias: str) -> bool:
    """Whether anybody's identifying value was ever kept as a fingerprint alone."""
    return Fingerprint.objects.using(alias).exists()


def pseudonyms(alias: str, digests: Sequence[bytes]) -> dict[bytes, str]:
    """The pseudonym that bears each of these fingerprints."""
    found: dict[bytes, str] = {}
    for chunk in _chunks(digests):
        stored = Fingerprint.objects.using(alias).filter(digest__in=chunk)
        found.update((bytes(digest), name) for digest, name in stored.values_list("digest", "pseudonym"))
    return found


def _chunks(digests: Sequence[bytes]) -> Iterable[Sequence[bytes]]:
    return (digests[at : at + CHUNK] for at in range(0, len(digests), CHUNK))
