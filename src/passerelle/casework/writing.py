"""One order to write: from drafts to rows, keys and notices, inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from passerelle.casework.admission import LOST, Admission, Note, protected_drafts, taken_or_explained
from passerelle.casework.indexing import index, local_hits
from passerelle.casework.issuer import require_issuer
from passerelle.casework.key_digest import fingerprint
from passerelle.casework.noticing import notify_local_hits
from passerelle.casework.revision import Revision, Wanted, revise
from passerelle.core.draft import Explained
from passerelle.core.protective import ProtectiveKind
from passerelle.core.statement import SALT_BYTES
from passerelle.matching.match_key import keys_of
from passerelle.store import convert, datasets, key_index, protection, recorded, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from passerelle.casework.access import Access
    from passerelle.casework.masking import Progress
    from passerelle.core.asking import Attribution
    from passerelle.core.draft import Draft
    from passerelle.core.env import Env
    from passerelle.core.marking import Marking

PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written, for whom and under which markings."""

    access: Access
    drafts: tuple[Draft, ...]
    marking_of: Callable[[Draft], Marking]
    dataset: str = ""
    file_digest: str = ""
    case: str = ""
    complete: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    attribution: Attribution | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    revision: Revision
    statement_ids: list[str]
    touched: frozenset[str]
    ids: Mapping[str, str]
    explained: tuple[Explained, ...]
    notes: tuple[Note, ...]
    taken: int
    entities: int
    local_hits: int


def write(env: Env, order: Order) -> Written:
    """Entities, origins, statements, fingerprints, keys and notices of the order are in the database."""
    require_issuer(env, order.drafts)
    now = env.now()
    ids = _Ids(env, order)
    shielded, kin = _shielded(env, order, ids, now)
    admissions, explained, unsaid = _admissions(order, shielded)
    _name_entities(env, order, admissions, ids)
    wanted, markings, lost = _wanted(order, admissions, ids)
    revision = _revise(env, order, wanted, markings)
    statements = _write_statements(env, order, admissions, revision, now)
    _fingerprint(env, order, admissions, ids)
    protection.protect(
        env.database,
        [ids.of[one] for one in kin if one in ids.of],
        kind=ProtectiveKind.KIN,
        since=now,
        by=order.access.officer,
    )
    touched = frozenset(revision.touched)
    found = subjects.of(env.database, touched, now=now, attribution=order.attribution)
    keys = index(env, found, today=now.date(), progress=order.progress)
    hits = notify_local_hits(env, local_hits(env, keys), case=order.case)
    taken = [one for one in admissions if one.draft.publisher_id in ids.of]
    return Written(
        revision=revision,
        statement_ids=statements,
        touched=touched,
        ids=dict(ids.of),
        explained=explained,
        notes=tuple(lost) + unsaid + tuple(note for one in admissions for note in _notes(one)),
        taken=sum(one.draft.records for one in taken),
        entities=len({one.draft.publisher_id for one in taken if not one.draft.is_link}),
        local_hits=hits,
    )


def _notes(admission: Admission) -> Iterable[Note]:
    yield from admission.notes
    for reason in admission.draft.left:
        yield Note(admission.draft.line, reason)


class _Ids:
    """From publisher's ids to entities: known ones, pseudonyms, and new ones."""

    def __init__(self, env: Env, order: Order) -> None:
        self.of: dict[str, str] = dict(order.known)
        self.new: dict[str, str] = {}
        if order.dataset:
            self.of.update(datasets.entities(env.database, order.dataset))
            self._add_pseudonyms(env, order)

    def _add_pseudonyms(self, env: Env, order: Order) -> None:
        if not key_index.has_fingerprints(env.database):
            return
        # A protected person's id at the publisher may itself identify: only its fingerprint is kept.
        prints = {
            fingerprint(env, PUBLISHER, f"{order.dataset}/{draft.publisher_id}"): draft.publisher_id
            for draft in order.drafts
            if draft.publisher_id not in self.of
        }
        for digest, pseudonym in key_index.pseudonyms(env.database, list(prints)).items():
            self.of[prints[digest]] = pseudonym

    def name(self, env: Env, publisher_id: str) -> None:
        if publisher_id not in self.of:
            self.of[publisher_id] = self.new[publisher_id] = env.new_id()


def _shielded(env: Env, order: Order, ids: _Ids, now: datetime) -> tuple[frozenset[str], frozenset[str]]:
    held = {ids.of[one.publisher_id]: one.publisher_id for one in order.drafts if one.publisher_id in ids.of}
    standing = protection.protected(env.database, held, now)
    if env.vault is not None:
        return frozenset(), frozenset()

    def is_protected(draft: Draft) -> bool:
        return order.marking_of(draft).category.is_protected or ids.of.get(draft.publisher_id) in standing

    return protected_drafts(order.drafts, is_protected)


def _admissions(
    order: Order, shielded: frozenset[str]
) -> tuple[list[Admission], tuple[Explained, ...], tuple[Note, ...]]:
    admissions: list[Admission] = []
    explained: list[Explained] = []
    notes: list[Note] = []
    for draft in order.drafts:
        found = taken_or_explained(draft, protected=draft.publisher_id in shielded)
        if isinstance(found, Admission):
            admissions.append(found)
        else:
            explained += [one for one in found if isinstance(one, Explained)]
            notes += [one for one in found if isinstance(one, Note)]
    return admissions, tuple(explained), tuple(notes)


def _name_entities(env: Env, order: Order, admissions: list[Admission], ids: _Ids) -> None:
    for one in admissions:
        ids.name(env, one.draft.publisher_id)
    rows = []
    seen = set()
    for one in admissions:
        name = one.draft.publisher_id
        if name in ids.new and name not in seen:
            seen.add(name)
            rows.append(
                (ids.new[name], one.draft.schema, order.dataset or None, "" if one.protected else name)
            )
    recorded.write_entities(env.database, rows)


def _wanted(
    order: Order, admissions: list[Admission], ids: _Ids
) -> tuple[list[Wanted], dict[str, Marking], list[Note]]:
    wanted: list[Wanted] = []
    lost: list[Note] = []
    markings: dict[str, Marking] = {}
    # `marking_of` gives the same few objects again and again; a digest is computed once for each.
    digests: dict[int, str] = {}
    for place, one in enumerate(admissions):
        marking = order.marking_of(one.draft)
        digest = digests.get(id(marking)) or digests.setdefault(id(marking), marking.digest)
        markings[digest] = marking
        entity, schema = ids.of[one.draft.publisher_id], one.draft.schema
        for fact, reference in one.admitted:
            value = ids.of.get(fact.value) if reference else fact.value
            if value is None:
                lost.append(Note(one.draft.line, LOST.format(schema=schema, prop=fact.prop)))
            else:
                said = Wanted(entity, schema, fact.prop, value, fact.language, reference, digest, place)
                wanted.append(said)
    return wanted, markings, lost


def _revise(env: Env, order: Order, wanted: list[Wanted], said: dict[str, Marking]) -> Revision:
    for marking in said.values():
        convert.keep_marking(env.database, marking)
    standing = datasets.standing(env.database, order.dataset) if order.dataset else []
    markings = said | convert.markings(env.database, {one.marking for one in standing} - set(said))
    rules = {digest: convert.rules_of(marking) for digest, marking in markings.items()}
    return revise(wanted, standing, same_rules=rules, complete=order.complete)


def _write_statements(
    env: Env, order: Order, admissions: list[Admission], revision: Revision, now: datetime
) -> list[str]:
    places = {said.draft for said in revision.added} | {said.draft for _, said in revision.changed}
    origins = {place: env.new_id() for place in sorted(places)}
    recorded.write_origins(
        env.database,
        [
            (origin, order.dataset or None, order.file_digest, admissions[place].draft.line)
            for place, origin in origins.items()
        ],
    )
    gone = [before.id for before, _ in revision.changed] + [one.id for one in revision.removed]
    recorded.supersede(env.database, gone)
    statements = _statements(env, revision, origins)
    return recorded.write_statements(env.database, statements, case=order.case, at=now)


def _statements(env: Env, revision: Revision, origins: Mapping[int, str]) -> Iterator[recorded.NewRow]:
    """One at a time, so that a large file is never held as statements; names are as long as salts."""
    count = len(revision.added) + len(revision.changed)
    salts = _pieces(env.random(SALT_BYTES * count) if count else b"")
    names = _pieces(env.random(SALT_BYTES * len(revision.added)) if revision.added else b"")
    for said, name, salt in zip(revision.added, names, salts, strict=False):
        yield _row(said, name.hex(), 1, salt, origins[said.draft])
    for (before, said), salt in zip(revision.changed, salts, strict=True):
        yield _row(said, before.record, before.version + 1, salt, origins[said.draft])


def _pieces(chance: bytes) -> Iterator[bytes]:
    return (chance[at : at + SALT_BYTES] for at in range(0, len(chance), SALT_BYTES))


def _row(said: Wanted, record: str, version: int, salt: bytes, source: str) -> recorded.NewRow:
    entity, schema, prop, value, language, reference, marking, _ = said
    return (record, version, salt, marking, entity, schema, prop, value, reference, language, source)


def _fingerprint(env: Env, order: Order, admissions: list[Admission], ids: _Ids) -> None:
    rows: list[tuple[bytes, str, str]] = []
    for one in admissions:
        if not one.protected:
            continue
        pseudonym = ids.of[one.draft.publisher_id]
        own_id = f"{order.dataset}/{one.draft.publisher_id}"
        rows.append((fingerprint(env, PUBLISHER, own_id), pseudonym, PUBLISHER))
        facts = [(fact.prop, fact.value) for fact in one.draft.facts]
        keys = keys_of(one.draft.schema, facts) if one.withheld else frozenset()
        rows += [(fingerprint(env, key.kind, key.value), pseudonym, key.kind) for key in sorted(keys)]
    key_index.keep_fingerprints(env.database, rows)
