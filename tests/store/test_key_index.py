from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from tests.casework.world import marking, state

from passerelle.core.subject import SubjectCategory
from passerelle.store import key_index, protection
from passerelle.store.models import Entity, Fingerprint, MatchKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.simulator.env import SeededEnv

ONE, OTHER = "1" * 32, "2" * 32
KEY, SECOND, THIRD = b"k" * 16, b"l" * 16, b"m" * 16


def row(digest: bytes, entity: str, kind: str = "phone", bucket: int | None = None) -> key_index.KeyRow:
    masked = None if bucket is None else digest[::-1]
    return digest, kind, entity, bucket is not None, bucket, masked, None


def replace(env: SeededEnv, entities: Sequence[str], rows: Sequence[key_index.KeyRow]) -> None:
    with transaction.atomic(using=env.database):
        key_index.replace(env.database, entities, rows)


def test_an_entity_has_the_keys_of_its_last_writing_and_others_keep_theirs(env: SeededEnv) -> None:
    replace(env, [ONE, OTHER], [row(KEY, ONE), row(KEY, OTHER)])
    replace(env, [ONE], [row(SECOND, ONE)])
    assert key_index.holders(env.database, [KEY, SECOND]) == {KEY: [OTHER], SECOND: [ONE]}


def test_a_local_writing_leaves_what_partners_may_ask_about(env: SeededEnv) -> None:
    replace(env, [ONE], [row(KEY, ONE, bucket=7), row(SECOND, ONE)])
    with transaction.atomic(using=env.database):
        key_index.replace_local(env.database, [ONE], [row(KEY, ONE), row(THIRD, ONE)])
    held = MatchKey.objects.using(env.database).values_list("digest", "askable")
    assert {(bytes(digest), askable) for digest, askable in held} == {(KEY, True), (THIRD, False)}


def opened(env: SeededEnv, **changes: object) -> list[tuple[int, bytes]]:
    parts: dict[str, object] = {
        "categories": ["suspect"],
        "purposes": ["group-investigation"],
        "today": env.start.date(),
        "declared": False,
        "names": True,
        "epoch": 1,
        **changes,
    }
    return key_index.open_entries(env.database, [(5, 9)], key_index.Open(**parts), env.now())  # type: ignore[arg-type]


@pytest.fixture
def held(env: SeededEnv) -> SeededEnv:
    state(env, ONE, "Person", "phone", "+33612345678", marking(env))
    closed = (THIRD, "phone", ONE, False, 8, THIRD[::-1], None)
    replace(env, [ONE], [row(KEY, ONE, bucket=7), row(SECOND, ONE, bucket=10), closed])
    return env


def test_an_askable_key_in_the_range_is_open_and_no_other(held: SeededEnv) -> None:
    assert opened(held) == [(7, KEY[::-1])]


def test_review_past_closes_the_key(held: SeededEnv) -> None:
    review = marking(held).review
    assert opened(held, today=review) != []
    assert opened(held, today=review + timedelta(days=1)) == []


@pytest.mark.parametrize(
    "changes",
    [{"categories": ["contact"]}, {"purposes": ["prosecution"]}, {"categories": []}, {"declared": True}],
    ids=["category", "purpose", "nothing", "documents alone"],
)
def test_what_the_agreement_does_not_open_stays_closed(held: SeededEnv, changes: dict[str, object]) -> None:
    assert opened(held, **changes) == []


def test_at_a_document_check_a_declared_document_alone_is_open(held: SeededEnv) -> None:
    MatchKey.objects.using(held.database).update(kind="document")
    assert opened(held, declared=True) == []
    Entity.objects.using(held.database).filter(id=ONE).update(schema="DeclaredDocument")
    assert opened(held, declared=True) == [(7, KEY[::-1])]


def test_a_protected_person_is_in_no_answer(held: SeededEnv) -> None:
    protection.protect(held.database, [ONE], kind="victim", since=held.now(), by="a" * 32)
    assert opened(held) == []


def test_a_victims_marking_opens_nothing(held: SeededEnv) -> None:
    state(held, ONE, "Person", "name", "Ivo", marking(held, category=SubjectCategory.VICTIM))
    assert opened(held, categories=["suspect", "victim"]) == []


def test_those_who_share_most_come_first_and_words_are_no_keys(env: SeededEnv) -> None:
    third, fourth = "3" * 32, "4" * 32
    rows = [row(digest, one) for digest in (KEY, SECOND) for one in (ONE, third)]
    rows += [row(KEY, OTHER), row(THIRD, ONE, key_index.WORD), row(THIRD, fourth, key_index.WORD)]
    replace(env, [ONE, OTHER, third, fourth], rows)
    assert key_index.sharing(env.database, [ONE], most=10) == {ONE: [third, OTHER]}
    assert key_index.sharing(env.database, [ONE], most=1) == {ONE: [third]}


def test_one_word_in_three_may_be_missing(env: SeededEnv) -> None:
    replace(env, [ONE, OTHER], [row(KEY, ONE), row(SECOND, ONE), row(KEY, OTHER)])
    wanted = [KEY, SECOND, THIRD]
    assert key_index.holders_of_most(env.database, wanted, most=5) == {ONE: 2}
    assert key_index.holders_of_most(env.database, [], most=5) == {}


def test_what_was_masked_before_is_known(env: SeededEnv) -> None:
    replace(env, [ONE], [row(KEY, ONE, bucket=7), row(SECOND, ONE)])
    assert key_index.masked(env.database, [KEY, SECOND], 1) == {KEY: KEY[::-1]}


def test_where_an_entity_came_from_is_its_dataset_and_case(env: SeededEnv) -> None:
    state(env, ONE, "Person", "name", "Ivo", marking(env), case="c" * 32)
    found = key_index.origins(env.database, [ONE, OTHER])
    assert found == {ONE: ("", "c" * 32), OTHER: ("", "")}


def test_a_fingerprint_is_kept_once_and_leads_to_its_pseudonym(env: SeededEnv) -> None:
    prints = [(b"f" * 32, ONE, "phone"), (b"f" * 32, ONE, "phone"), (b"g" * 32, OTHER, "phone")]
    for _ in range(2):
        with transaction.atomic(using=env.database):
            assert key_index.has_fingerprints(env.database) is bool(
                Fingerprint.objects.using(env.database).count()
            )
            key_index.keep_fingerprints(env.database, prints)
            assert key_index.has_fingerprints(env.database)
    assert Fingerprint.objects.using(env.database).count() == 2
    assert key_index.pseudonyms(env.database, [b"f" * 32, b"h" * 32]) == {b"f" * 32: ONE}
