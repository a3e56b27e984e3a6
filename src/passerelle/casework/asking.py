"""Asking a partner obliviously whether it holds a key, and opening the conversation after a yes.

Rule 20 holds at the asker's own node: only what our own index lets partners
ask about is ever asked, so contacts, passengers and numbers that nobody
attributed to a group give no question.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from passerelle.casework.access import AbsentError
from passerelle.casework.agreements import UnknownAgreementError, agreement_of
from passerelle.casework.asked import asked_question, asked_questions, cases_of
from passerelle.casework.directory import StoreDirectory
from passerelle.casework.journaling import record
from passerelle.casework.key_digest import key_digest
from passerelle.casework.number_in_hand import HolderUnsaidError, must_stay_here
from passerelle.casework.partner_key import pin
from passerelle.casework.partners import own
from passerelle.casework.partners import partner as find_partner
from passerelle.casework.posting import put
from passerelle.casework.question_budget import account_of_ours, spend, spent
from passerelle.casework.reading import readable_statements
from passerelle.casework.signature import require_signed
from passerelle.casework.way_in import require_may_ask_number, require_may_send
from passerelle.core.asking import Question as Wanted
from passerelle.core.asking import Register, may_ask
from passerelle.core.canonical import canonical
from passerelle.core.decision import Permit, Refuse
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.values import document_number
from passerelle.errors import PasserelleError
from passerelle.matching.match_key import Key, KeyKind, keys_of
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Hit, Question
from passerelle.protocol.messages.kind import Kind
from passerelle.protocol.oblivious import scalar_from_uniform
from passerelle.protocol.question import ask as blind
from passerelle.store.bulk import copy_many, update_many
from passerelle.store.models import (
    AskedKey,
    AskedQuestion,
    Case,
    DutyOperation,
    MatchKey,
    Notice,
    Statement,
)
from passerelle.store.protection import protected as protected_entities

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from passerelle.casework.access import Access
    from passerelle.casework.partners import Partner
    from passerelle.core.agreement import Agreement
    from passerelle.core.env import Env

UNIFORM_BYTES = 64
NAME_KEY = f"{KeyKind.NAME}:"
REGISTERS = {
    Purpose.PUBLIC_LISTING: Register.PUBLIC_LIST,
    Purpose.FINANCIAL_INTELLIGENCE: Register.FINANCIAL_REPORT,
    Purpose.DOCUMENT_CHECK: Register.DOCUMENT_IN_HAND,
}


class AskingRefusedError(PasserelleError):
    """A question may not be asked; nothing was sent."""

    def __init__(self, reason: RefusalReason, clause: str) -> None:
        super().__init__(f"{reason.sentence} ({clause}) Nothing was sent.")
        self.reason = reason
        self.clause = clause


def ask(
    env: Env,
    access: Access,
    *,
    entities: Sequence[str] = (),
    keys: Sequence[str] = (),
    partner: str,
    agreement: str,
    register: Register | None = None,
) -> tuple[str, ...]:
    """The ids of the questions put to the partner, each of at most as many keys as the agreement allows."""
    require_may_send(access, Kind.QUESTION)
    asked = _asked_partner(env, partner)
    terms = _agreement(env, agreement, asked)
    purpose = _purpose(env, access)
    with transaction.atomic(using=env.database):
        pairs = _askable(env, [*_keys_of(env, access, entities), *_held(env, access, keys)])
        portions = _portions(_named(pairs, terms, purpose), terms)
        sending = _Sending(env, access, asked, terms, purpose, StoreDirectory(env))
        for portion in portions:
            sending.spend(len({key for key, _ in portion}), register)
        return tuple(_put(sending, portion) for portion in portions)


def _asked_partner(env: Env, partner: str) -> Partner:
    """The partner, where it may be asked: a bank or a platform never hears a question (rule 20)."""
    asked = find_partner(env, partner)
    if not asked.party.kind.hears_questions:
        raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "no question goes to a company or a university")
    return asked


def ask_number(env: Env, access: Access, number: str, *, partner: str, agreement: str) -> str:
    """The id of a question about the one number in hand, without its holder, to the partner (rule 20).

    It meets declared documents alone; the officer must be there for a document check.
    """
    require_may_ask_number(access)
    form = document_number.normal(number)
    if form is None or must_stay_here(env, Key(KeyKind.DOCUMENT, form)):
        # One refusal for both: what this node holds about anybody is not told by it.
        raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "rule 20")
    asked = _asked_partner(env, partner)
    terms = _agreement(env, agreement, asked)
    purpose = _purpose(env, access)
    with transaction.atomic(using=env.database):
        sending = _Sending(env, access, asked, terms, purpose, StoreDirectory(env))
        sending.spend(1, Register.DOCUMENT_IN_HAND)
        return _put(sending, [(str(Key(KeyKind.DOCUMENT, form)), "")])


def askable_among(env: Env, entities: Iterable[str]) -> tuple[str, ...]:
    """Those of the entities with at least one key that a partner may be asked about (rule 20)."""
    rows = MatchKey.objects.using(env.database).filter(askable=True)
    held = set(rows.values_list("entity", flat=True))
    return tuple(sorted(held.intersection(entities)))


def repeat(env: Env, access: Access, question: str) -> str:
    """The id of a new question with the same blinded body; it counts in the budget like any other."""
    require_may_send(access, Kind.QUESTION)
    old = asked_question(env, access, question)
    asked = find_partner(env, old.partner)
    terms = _agreement(env, old.agreement, asked)
    purpose = _purpose(env, access)
    with transaction.atomic(using=env.database):
        keys = list(AskedKey.objects.using(env.database).filter(question=old).order_by("place", "id"))
        sending = _Sending(env, access, asked, terms, purpose, StoreDirectory(env))
        sending.spend(len({key.place for key in keys}), None)
        if _still_askable(env, ((key.key, key.entity) for key in keys)) != {key.key for key in keys}:
            raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "rule 20")
        pairs = [(key.place, key.key, key.entity, bytes(key.blind)) for key in keys]
        return _put_blinded(sending, pairs)


def open_conversation(
    env: Env, access: Access, *hits: str, no_protection_sought: bool = False
) -> tuple[str, ...]:
    """The ids of the signed messages that name the keys of these hits, one for each question.

    From now on both inboxes show them. Of a number in hand, whoever opens says that its holder asked
    nobody for protection: the issuing State learns where its document is (rule 22).
    """
    require_may_send(access, Kind.HIT)
    with transaction.atomic(using=env.database):
        asked: defaultdict[str, list[Notice]] = defaultdict(list)
        for notice in _notices(env, access, hits):
            if not (notice.entity or no_protection_sought):
                raise HolderUnsaidError
            asked[notice.facts["question"]].append(notice)
        directory = StoreDirectory(env)
        names = tuple(
            _open(env, access, directory, question, asked[question.id])
            for question in asked_questions(env, access, asked)
        )
        opened = [notice for notices in asked.values() for notice in notices]
        facts = ((json.dumps({**notice.facts, "opened": True}), notice.id) for notice in opened)
        update_many(env.database, Notice, ["facts"], facts)
        return names


def _open(
    env: Env, access: Access, directory: StoreDirectory, question: AskedQuestion, notices: list[Notice]
) -> str:
    entities = sorted({notice.entity for notice in notices})
    rows = AskedKey.objects.using(env.database).filter(question=question, entity__in=entities, hit=True)
    _agreement(env, question.agreement, find_partner(env, question.partner))
    keys = tuple(sorted(_still_askable(env, rows.values_list("key", "entity"))))
    body, partner = Hit(question.envelope, keys), question.partner
    name = put(env, partner, body, agreement=question.agreement, case=access.reference, directory=directory)
    rows.update(opened_at=env.now())
    record(env, access, Act.DISCLOSURE, subjects=entities, recipients=[partner], reference=name)
    return name


def _agreement(env: Env, agreement: str, asked: Partner) -> Agreement:
    found = agreement_of(env, agreement)
    if found is None:
        raise UnknownAgreementError
    require_signed(env, found, own(env).party, asked.party)
    if not found.is_in_force(env.now()):
        raise AskingRefusedError(RefusalReason.NOT_IN_FORCE, "rule 16")
    return found


def _purpose(env: Env, access: Access) -> Purpose:
    if access.case:
        return Purpose(Case.objects.using(env.database).get(id=access.case).purpose)
    duty = DutyOperation.objects.using(env.database).get(id=access.reference.removeprefix("duty "))
    return Purpose(duty.purpose)


def _permitted(decision: Permit | Refuse) -> None:
    match decision:
        case Permit():
            return
        case Refuse(reason, clause):
            raise AskingRefusedError(reason, clause)


def _keys_of(env: Env, access: Access, entities: Sequence[str]) -> list[tuple[str, str]]:
    """Key and entity, for every key of what the reader knows of these entities and their documents."""
    holders = _holders(env, entities)
    facts: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for statement, _marking, row in readable_statements(env, access, [*entities, *holders]):
        if not row.arrived_from:
            holder = holders.get(statement.entity, statement.entity)
            facts[holder, statement.entity, statement.schema].append((statement.prop, statement.value))
    found = {
        (str(key), holder) for (holder, _, schema), pairs in facts.items() for key in keys_of(schema, pairs)
    }
    if {holder for _, holder in found} != set(entities):
        raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "rule 20")
    return sorted(found)


def _holders(env: Env, entities: Collection[str]) -> dict[str, str]:
    """The documents that these entities hold, and who holds each."""
    links = Statement.objects.using(env.database).filter(
        reference=True, prop="holder", value__in=list(entities), state=Statement.State.LIVE, arrived_from=""
    )
    return dict(links.values_list("entity", "value"))


def _held(env: Env, access: Access, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Key and entity, for keys typed in: each must be one that the reader holds."""
    digests = {key_digest(key): key for key in keys}
    rows = MatchKey.objects.using(env.database).filter(digest__in=list(digests), askable=True)
    held = [(digests[bytes(digest)], entity) for digest, entity in rows.values_list("digest", "entity")]
    readable = {one.entity for one, _, _ in readable_statements(env, access, {entity for _, entity in held})}
    found = [(key, entity) for key, entity in held if entity in readable]
    if {key for key, _ in found} != set(keys):
        raise AskingRefusedError(RefusalReason.UNATTRIBUTED, "rule 20")
    return found


def _askable(env: Env, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those keys that our own index lets partners ask about; an entity without any refuses the question."""
    wanted = sorted(set(pairs))
    entities = {entity for _, entity in wanted}
    if entities & protected_entities(env.database, entities, env.now()):
        raise AskingRefusedError(RefusalReason.PROTECTED_IDENTITY, "rule 1")
    rows = MatchKey.objects.using(env.database).filter(entity__in=entities, askable=True)
    index = {(bytes(digest), entity) for digest, entity in rows.values_list("digest", "entity")}
    found = [(key, entity) for key, entity in wanted if (key_digest(key), entity) in index]
    if not entities or {entity for _, entity in found} != entities:
        raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "rule 20")
    return found


def _still_askable(env: Env, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Those of the keys once asked that might be asked today; a number in hand has no entity and stays.

    Whoever became a protected person since the question is asked about and named to nobody.
    """
    held = list(pairs)
    in_hand = [key.partition(":") for key, entity in held if not entity]
    if any(must_stay_here(env, Key(KeyKind(kind), value)) for kind, _, value in in_hand):
        raise AskingRefusedError(RefusalReason.NOT_ASKABLE, "rule 20")
    of_somebody = [pair for pair in held if pair[1]]
    still = {key for key, _ in _askable(env, of_somebody)} if of_somebody else set()
    return still | {key for key, entity in held if not entity}


def _portions(pairs: Sequence[tuple[str, str]], terms: Agreement) -> list[list[tuple[str, str]]]:
    """The keys, as many in each question as the agreement allows; a key of two entities is asked once."""
    most = terms.questions.keys if terms.questions else len(pairs)
    by_key: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, entity in pairs:
        by_key[key].append((key, entity))
    ordered = list(by_key.values())
    return [
        [pair for group in ordered[at : at + most] for pair in group] for at in range(0, len(ordered), most)
    ]


def _named(pairs: list[tuple[str, str]], terms: Agreement, purpose: Purpose) -> list[tuple[str, str]]:
    """The pairs, without those made of names where no clause allows them; nobody is left out unsaid."""
    if terms.allows_names(purpose):
        return pairs
    found = [(key, entity) for key, entity in pairs if not key.startswith(NAME_KEY)]
    if {entity for _, entity in found} != {entity for _, entity in pairs}:
        raise AskingRefusedError(RefusalReason.NO_CLAUSE, "questions.names")
    return found


@dataclass(frozen=True, slots=True)
class _Sending:
    """Who asks whom, under what, for which purpose."""

    env: Env
    access: Access
    asked: Partner
    terms: Agreement
    purpose: Purpose
    directory: StoreDirectory

    def spend(self, keys: int, register: Register | None) -> None:
        """One question of so many keys may be built, and counts in the budget of today."""
        env, terms = self.env, self.terms.questions
        account = account_of_ours(env, self.asked.party.service, self.terms.id, self.purpose)
        questions, bits = spent(env, account)
        wanted = Wanted(
            register=register or REGISTERS.get(self.purpose, Register.GROUP_FILE),
            purpose=self.purpose,
            keys=keys,
            asked_today=questions,
            spent_today=bits,
        )
        _permitted(may_ask(wanted, terms))
        # Another session may have spent the rest since: the row itself decides.
        if terms is None or not spend(env, account, terms, keys):
            raise AskingRefusedError(RefusalReason.BUDGET_SPENT, "questions")


def _put(sending: _Sending, portion: Sequence[tuple[str, str]]) -> str:
    keys = {key: place for place, key in enumerate(dict.fromkeys(key for key, _ in portion))}
    blinds = {key: scalar_from_uniform(sending.env.random(UNIFORM_BYTES)) for key in keys}
    return _put_blinded(sending, [(keys[key], key, entity, blinds[key]) for key, entity in portion])


def _put_blinded(sending: _Sending, pairs: Sequence[tuple[int, str, str, bytes]]) -> str:
    env, access, terms, asked = sending.env, sending.access, sending.terms, sending.asked
    assert terms.questions is not None
    at_place = {place: (key.encode(), by) for place, key, _, by in pairs}
    chosen = [at_place[place] for place in sorted(at_place)]
    keys, blinds = [key for key, _ in chosen], [by for _, by in chosen]
    body, _ = blind(keys, blinds, terms.questions.bucket_bits, pin(env, asked))
    message, case = Question(sending.purpose, body), access.reference
    name = put(env, asked.node, message, agreement=terms.id, case=case, directory=sending.directory)
    row = AskedQuestion.objects.using(env.database).create(
        id=env.new_id(),
        partner=asked.node,
        agreement=terms.id,
        case=access.case,
        officer=access.officer,
        bits=body.bits,
        body=canonical(body.as_json()),
        envelope=name,
        asked_at=env.now(),
    )
    rows = ((row.id, place, key, entity, by) for place, key, entity, by in pairs)
    copy_many(env.database, AskedKey, ("question_id", "place", "key", "entity", "blind"), rows)
    subjects = sorted({entity for _, _, entity, _ in pairs if entity})
    record(
        env,
        access,
        Act.CONSULTATION,
        subjects=subjects,
        recipients=[asked.node],
        reference=name,
        commitments=[body.commitment],
    )
    return row.id


def _notices(env: Env, access: Access, hits: Collection[str]) -> list[Notice]:
    rows = Notice.objects.using(env.database).filter(id__in=hits, case__in=cases_of(env, access))
    found = {row.id: row for row in rows.filter(kind=NoticeKind.HIT)}
    if set(hits) - set(found):
        raise AbsentError("hit")
    return [found[one] for one in dict.fromkeys(hits)]
