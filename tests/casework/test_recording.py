from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from passerelle.casework.access import Access
from passerelle.casework.recording import IntakeReport, MarkingRefusedError, intake, record_statements
from passerelle.core.classification import Classification
from passerelle.core.draft import Draft, Explained, Fact
from passerelle.core.grade import Grade
from passerelle.core.handling import H0
from passerelle.core.marking import AssertionKind, Marking
from passerelle.core.purpose import Purpose
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store import journal
from passerelle.store.models import (
    Entity,
    Fingerprint,
    MatchKey,
    Notice,
    ProtectiveState,
    Statement,
)
from passerelle.store.models import Marking as MarkingRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.simulator.env import SeededEnv

PHONE = "+40721000111"


@pytest.fixture
def ana(env: SeededEnv) -> Access:
    return Access(
        officer="a" * 32,
        name="Ana",
        role=Role.ANALYST,
        service=env.service,
        case="c" * 32,
        reference="OB-2026-7",
        reason="who supplies the boats",
    )


@pytest.fixture
def marking(env: SeededEnv) -> Marking:
    return Marking(
        owner=env.service,
        grade=Grade.of("B2"),
        handling=H0,
        classification=Classification.BASIC,
        assertion=AssertionKind.FACT,
        category=SubjectCategory.SUSPECT,
        purpose=Purpose.GROUP_INVESTIGATION,
        legal_basis="police act, section 4",
        agreement="",
        review=date(2027, 1, 1),
    )


def person(reference: str, *facts: tuple[str, str], schema: str = "Person") -> Draft:
    return Draft(
        publisher_id=reference, schema=schema, line=1, facts=tuple(Fact(prop, value) for prop, value in facts)
    )


def live(env: SeededEnv) -> set[tuple[str, str, int]]:
    rows = Statement.objects.using(env.database).filter(state="live")
    return set(rows.values_list("prop", "value", "version"))


def take(
    env: SeededEnv, ana: Access, marking: Marking, *items: Draft | Explained, dataset: str = "list"
) -> IntakeReport:
    return intake(env, ana, drafts=items, dataset=dataset, marking=marking)


FIRST = person("p1", ("name", "Marek Dolny"), ("birthDate", "1980-04-02"), ("alias", "Dolny the Elder"))


def test_every_fact_becomes_a_statement_under_its_marking(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    report = take(env, ana, marking, FIRST)
    assert (report.records, report.taken, report.entities, report.statements) == (1, 1, 1, 3)
    assert live(env) == {
        ("name", "Marek Dolny", 1),
        ("birthDate", "1980-04-02", 1),
        ("alias", "Dolny the Elder", 1),
    }
    assert MarkingRow.objects.using(env.database).get().digest == marking.digest


def test_the_same_list_again_changes_nothing(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST)
    before = set(Statement.objects.using(env.database).values_list("id", flat=True))
    again = take(env, ana, marking, person("p1", ("name", "MAREK  dolny"), *_rest(FIRST)))
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 3)
    assert set(Statement.objects.using(env.database).values_list("id", flat=True)) == before


def _rest(draft: Draft) -> Iterable[tuple[str, str]]:
    return [(fact.prop, fact.value) for fact in draft.facts if fact.prop != "name"]


def test_a_newer_list_adds_changes_and_removes(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST, person("p2", ("name", "Ilka Sand")))
    newer = person("p1", ("name", "Marek Dolny"), ("birthDate", "1981-04-02"), ("alias", "Dolny the Elder"))
    report = take(env, ana, marking, newer, person("p3", ("name", "Oren Vale")))
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 2)
    assert ("birthDate", "1981-04-02", 2) in live(env)
    assert ("name", "Ilka Sand", 1) not in live(env)


def test_a_changed_fact_keeps_its_record(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, person("p1", ("name", "Marek Dolny")))
    take(env, ana, marking, person("p1", ("name", "Marek Dolni")))
    versions = Statement.objects.using(env.database).values_list("record", "version", "state")
    assert {(version, state) for _, version, state in versions} == {(1, "superseded"), (2, "live")}
    assert len({record for record, _, _ in versions}) == 1


def test_a_later_review_alone_is_no_change(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST)
    later = dataclasses.replace(marking, review=date(2028, 1, 1))
    assert take(env, ana, later, FIRST).unchanged == 3


def test_another_handling_is_a_change(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST)
    other = dataclasses.replace(marking, grade=Grade.of("C3"))
    assert take(env, ana, other, FIRST).changed == 3


def test_a_file_that_broke_off_removes_nothing(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST, person("p2", ("name", "Ilka Sand")))
    report = take(env, ana, marking, FIRST, Explained(7, "the file ends inside a record"))
    assert report.removed == 0
    assert ("name", "Ilka Sand", 1) in live(env)


def test_two_datasets_do_not_touch_each_other(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST, dataset="one")
    report = take(env, ana, marking, person("p1", ("name", "Oren Vale")), dataset="two")
    assert (report.added, report.removed) == (1, 0)


def test_refused_properties_are_explained_and_the_rest_is_kept(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    draft = person("p1", ("name", "Marek Dolny"), ("religion", "some"), ("noSuchThing", "x"))
    report = take(env, ana, marking, draft)
    assert (report.taken, report.statements) == (1, 1)
    assert [note.reason.split()[0] for note in report.notes] == ["Person.religion", "Person"]
    assert not any("some" in note.reason for note in report.notes)


def test_a_record_of_an_unknown_kind_is_explained(env: SeededEnv, ana: Access, marking: Marking) -> None:
    report = take(env, ana, marking, person("x", ("name", "A"), schema="Spaceship"), FIRST)
    assert (report.records, report.taken, len(report.explained)) == (2, 1, 1)


@pytest.mark.parametrize("value", ["a\0b", "lone \ud800", "x" * 10_001], ids=["NUL", "surrogate", "too long"])
def test_a_value_that_cannot_be_stored_everywhere_is_left_and_noted(
    env: SeededEnv, ana: Access, marking: Marking, value: str
) -> None:
    report = take(env, ana, marking, person("p1", ("name", "Marek Dolny"), ("alias", value)))
    assert (report.statements, len(report.notes)) == (1, 1)


def test_links_are_resolved_to_entities(env: SeededEnv, ana: Access, marking: Marking) -> None:
    passport = person("d1", ("holder", "p1"), ("number", "AB123456"), schema="Passport")
    report = take(env, ana, marking, passport, FIRST, person("d2", ("holder", "gone"), schema="Passport"))
    row = Statement.objects.using(env.database).get(prop="holder")
    assert (row.reference, row.value) == (True, report.ids["p1"])
    assert [note.reason for note in report.notes] == ["Passport.holder refers to a record that was not taken"]


def test_a_document_number_is_its_holders_key(env: SeededEnv, ana: Access, marking: Marking) -> None:
    passport = person("d1", ("holder", "p1"), ("number", "AB123456"), schema="Passport")
    report = take(env, ana, marking, FIRST, passport)
    held = MatchKey.objects.using(env.database).filter(kind="document")
    assert {row.entity for row in held} == {report.ids["p1"]}


@pytest.mark.parametrize(
    ("category", "askable"),
    [
        (SubjectCategory.SUSPECT, True),
        (SubjectCategory.CONVICTED, True),
        (SubjectCategory.DESIGNATED, True),
        (SubjectCategory.CONTACT, False),
        (SubjectCategory.WITNESS, False),
        (SubjectCategory.UNDETERMINED, False),
        (SubjectCategory.PROFESSIONAL, False),
    ],
)
def test_rule_20_decides_which_keys_partners_may_ask_about(
    env: SeededEnv, ana: Access, marking: Marking, category: SubjectCategory, *, askable: bool
) -> None:
    take(env, ana, dataclasses.replace(marking, category=category), FIRST)
    words = MatchKey.objects.using(env.database).filter(kind="word")
    assert not any(words.values_list("askable", flat=True))
    rows = list(MatchKey.objects.using(env.database).exclude(kind="word"))
    assert rows
    assert {row.askable for row in rows} == {askable}
    assert {row.masked is not None and row.bucket is not None for row in rows} == {askable}


def test_a_suspected_child_is_not_askable_without_a_magistrate(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    take(env, ana, marking, person("p1", ("name", "Marek Dolny"), ("birthDate", "2009")))
    assert not MatchKey.objects.using(env.database).filter(askable=True).exists()


def test_an_undetermined_category_is_reviewed_within_thirty_days(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    take(env, ana, dataclasses.replace(marking, category=SubjectCategory.UNDETERMINED), FIRST)
    assert MarkingRow.objects.using(env.database).get().review == date(2026, 4, 1)


PROTECTED = [
    SubjectCategory.VICTIM,
    SubjectCategory.PRESUMED_VICTIM,
    SubjectCategory.PROTECTED_WITNESS,
    SubjectCategory.SMUGGLED_PERSON,
]


def everything_stored(env: SeededEnv) -> str:
    """Every text and byte of every table, as a thief of the disk would search it."""
    found = []
    for model in (Statement, Entity, MatchKey, Fingerprint, Notice, MarkingRow):
        found += [repr(row) for row in model.objects.using(env.database).values_list()]
    size = journal.head(env.database).size
    found += [journal.leaf(env.database, position).decode() for position in range(size)]
    return " ".join(found)


@pytest.mark.parametrize("category", PROTECTED)
def test_no_identifying_value_of_a_protected_person_is_stored(
    env: SeededEnv, ana: Access, marking: Marking, category: SubjectCategory
) -> None:
    draft = person(
        "canary-id",
        ("name", "Canary Person"),
        ("birthDate", "1999-09-09"),
        ("gender", "female"),
        ("phone", PHONE),
    )
    report = take(env, ana, dataclasses.replace(marking, category=category), draft)
    stored = everything_stored(env)
    for canary in ("canary-id", "Canary", "1999-09-09", PHONE, "40721000111"):
        assert canary not in stored
    assert live(env) == {("gender", "female", 1)}
    assert report.taken == 1
    assert len(report.notes) == 3
    assert not MatchKey.objects.using(env.database).exists()
    kinds = set(Fingerprint.objects.using(env.database).values_list("kind", flat=True))
    assert {"publisher", "phone", "name"} <= kinds


def test_a_protected_person_is_recognised_again_by_fingerprint(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    victim = dataclasses.replace(marking, category=SubjectCategory.VICTIM)
    draft = person("v1", ("name", "Canary Person"), ("gender", "female"))
    first, second = take(env, ana, victim, draft), take(env, ana, victim, draft)
    assert first.ids["v1"] == second.ids["v1"]
    assert second.unchanged == 1
    assert Entity.objects.using(env.database).count() == 1


def test_what_is_linked_to_a_protected_person_is_withheld_too(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    def category_of(draft: Draft) -> SubjectCategory:
        return SubjectCategory.VICTIM if draft.publisher_id == "v1" else SubjectCategory.CONTACT

    drafts = [
        person("v1", ("gender", "female"), ("addressEntity", "h1")),
        person("s1", ("name", "Canary Sister"), ("gender", "female")),
        person("f1", ("person", "v1"), ("relative", "s1"), ("relationship", "canary bond"), schema="Family"),
        person("h1", ("full", "Canary Street 1"), ("country", "ro"), schema="Address"),
        person("d1", ("holder", "v1"), ("number", "CANARY77"), schema="Passport"),
    ]
    report = intake(env, ana, drafts=drafts, dataset="list", marking=marking, category_of=category_of)
    stored = everything_stored(env)
    for canary in ("Canary", "canary", "CANARY77"):
        assert canary not in stored
    state = ProtectiveState.objects.using(env.database).get()
    assert (state.person, state.kind) == (report.ids["s1"], "kin")


def test_a_person_in_a_protective_state_is_withheld_from_the_next_list(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    first = take(env, ana, marking, person("p1", ("name", "Marek Dolny"), ("gender", "male")))
    ProtectiveState.objects.using(env.database).create(
        person=first.ids["p1"], kind="asylum", since=datetime(2026, 1, 1, tzinfo=UTC), recorded_by="x"
    )
    take(env, ana, marking, person("p1", ("name", "Marek Dolny"), ("alias", "Canary"), ("gender", "male")))
    assert "Canary" not in everything_stored(env)
    assert not MatchKey.objects.using(env.database).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"review": date(2026, 3, 1)},
        {"classification": Classification.SECRET},
        {"purpose": Purpose.READMISSION},
    ],
    ids=["past review", "too secret", "readmission"],
)
def test_a_marking_that_may_not_be_written_refuses_the_whole(
    env: SeededEnv, ana: Access, marking: Marking, change: dict[str, object]
) -> None:
    with pytest.raises(MarkingRefusedError):
        take(env, ana, dataclasses.replace(marking, **change), FIRST)  # type: ignore[arg-type] # cases above
    assert not Statement.objects.using(env.database).exists()
    assert journal.head(env.database).size == 0


def test_one_intake_is_one_line_that_names_its_officer(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST, person("p2", ("name", "Ilka Sand")))
    assert journal.head(env.database).size == 1
    leaf = journal.leaf(env.database, 0).decode()
    assert ana.officer in leaf
    assert ana.reason in leaf


def test_an_intake_whose_line_fails_leaves_nothing(
    env: SeededEnv, ana: Access, marking: Marking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr("passerelle.store.journal.append", fail)
    with pytest.raises(OSError, match="disk full"):
        take(env, ana, marking, FIRST)
    for model in (Statement, Entity, MatchKey, MarkingRow, Notice):
        assert not model.objects.using(env.database).exists()


def test_a_key_that_another_dataset_holds_is_a_local_hit(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    first = take(env, ana, marking, person("p1", ("name", "Marek Dolny"), ("phone", PHONE)), dataset="one")
    second = take(env, ana, marking, person("q1", ("name", "Oren Vale"), ("phone", PHONE)), dataset="two")
    assert (first.local_hits, second.local_hits) == (0, 1)
    notice = Notice.objects.using(env.database).get()
    assert (notice.kind, notice.entity) == ("local-hit", second.ids["q1"])
    assert notice.facts["shared"] == [{"kind": "phone", "holders": 1, "others": [first.ids["p1"]]}]
    assert PHONE not in str(notice.facts)


def test_a_key_of_the_same_dataset_is_no_hit(env: SeededEnv, ana: Access, marking: Marking) -> None:
    report = take(
        env, ana, marking, person("p1", ("name", "A B"), ("phone", PHONE)), person("p2", ("phone", PHONE))
    )
    assert report.local_hits == 0


def test_a_widespread_key_is_a_common_value_and_rare_keys_come_first(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    crowd = [person(f"p{n}", ("email", "info@haven.example")) for n in range(25)]
    take(env, ana, marking, *crowd, person("few", ("phone", PHONE)), dataset="one")
    report = take(
        env, ana, marking, person("q", ("email", "info@haven.example"), ("phone", PHONE)), dataset="two"
    )
    assert report.local_hits == 1
    facts = Notice.objects.using(env.database).get().facts
    assert [one["kind"] for one in facts["shared"]] == ["phone"]
    assert facts["common_values"] == 1


def test_an_officers_statement_belongs_to_the_case_and_survives_the_next_list(
    env: SeededEnv, ana: Access, marking: Marking
) -> None:
    listed = take(env, ana, marking, FIRST)
    record_statements(
        env, ana, drafts=[person("here", ("phone", PHONE))], marking=marking, known={"here": listed.ids["p1"]}
    )
    take(env, ana, marking, person("p1", ("name", "Marek Dolny")))
    row = Statement.objects.using(env.database).get(prop="phone")
    assert (row.state, row.case, row.entity) == ("live", ana.case, listed.ids["p1"])


def test_the_clock_moves_between_two_lists(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, FIRST)
    env.advance(timedelta(days=1))
    take(env, ana, marking, person("p1", ("name", "Oren Vale")))
    times = set(Statement.objects.using(env.database).values_list("recorded_at", flat=True))
    assert len(times) == 2


def test_a_country_is_kept_by_its_code(env: SeededEnv, ana: Access, marking: Marking) -> None:
    take(env, ana, marking, person("p1", ("nationality", "Libya"), ("citizenship", "Nowhere at all")))
    assert live(env) == {("nationality", "ly", 1)}
