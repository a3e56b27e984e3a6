from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import marking, state
from tests.simulator.chance import Chance
from tests.simulator.env import SeededEnv
from tests.simulator.network import Network
from tests.simulator.node import COUNTRIES, KINDS, Node, agree, introduce, make_node

from passerelle.casework import cases, people, sharing
from passerelle.casework.access import AbsentError, Access, open_access
from passerelle.casework.permissions import (
    MayNotPermitError,
    confirm_permission,
    permissions_of,
    permit_item,
    revoke_permission,
)
from passerelle.core import derogation
from passerelle.core.decision import Decision, Permit, Refuse
from passerelle.core.handling import Handling, HandlingCode
from passerelle.core.item_permission import Cover
from passerelle.core.party import ServiceKind
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import RefusalReason
from passerelle.core.role import Role
from passerelle.protocol.journal import Act, JournalLeaf
from passerelle.store import journal
from passerelle.store.models import ItemPermission, Statement

if TYPE_CHECKING:
    from tests.retold import Tales

NewEnv = Callable[[int], SeededEnv]
H1 = Handling(frozenset({HandlingCode.H1}))
H2 = Handling(frozenset({HandlingCode.H2}))


class Three:
    """Oberland owns; Unterland and Seeland, here a court and the customs, may receive."""

    def __init__(self, new_env: NewEnv) -> None:
        self.oberland = make_node(new_env(1), "Oberland")
        self.unterland = make_node(new_env(2), "Unterland")
        self.seeland = make_node(new_env(3), "Seeland")
        nodes = (self.oberland, self.unterland, self.seeland)
        introduce(*nodes)
        self.agreement = agree(*nodes).id
        self.network = Network({one.id: one for one in nodes}, Chance("1"))

    def decisions(self, sender: Node, to: Node, entity: str) -> dict[str, Decision]:
        found = sharing.preview(
            sender.env, sender.access(), entities=[entity], recipient=to.id, agreement=self.agreement
        )
        return {line.record: line.decision for line in found.lines}

    def release(self, to: Node, entity: str, **named: object) -> None:
        sharing.release(
            self.oberland.env,
            self.oberland.access(),
            entities=[entity],
            recipients=[to.id],
            agreement=self.agreement,
            **named,  # type: ignore[arg-type]
        )
        self.network.heal()

    def permit(self, record: str, to: Node, *covers: Cover, access: Access | None = None) -> str:
        return permit_item(
            self.oberland.env,
            access or self.oberland.access("asked by letter"),
            record=record,
            recipient=to.env.service,
            covers=covers,
            purpose=Purpose.GROUP_INVESTIGATION,
        )


@pytest.fixture
def three(tales: Tales, new_env: NewEnv) -> Three:
    return tales.told(Three, new_env)


@pytest.fixture
def court(new_env: NewEnv, monkeypatch: pytest.MonkeyPatch) -> Three:
    """The same three, where Seeland is a court: what arrives there may be disclosed in proceedings."""
    monkeypatch.setitem(KINDS, "Seeland", ServiceKind.COURT)
    return Three(new_env)


def colleague(node: Node, name: str, role: Role) -> Access:
    officer = people.add_officer(node.env, name=name, role=role)
    cases.add_member(node.env, node.case, officer, why="a second pair of eyes")
    return open_access(node.env, officer, case=node.case, reason="second person")


def test_what_came_from_its_owner_goes_to_a_third_only_by_the_owner(three: Three) -> None:
    """Rule 4: the recipient passes nothing on; its owner sends one item, and that one goes."""
    entity, (name, phone) = three.oberland.person("Ivo Marten", "+999100200300")
    three.release(three.unterland, entity)
    refused = Refuse(RefusalReason.NO_ORIGINATOR_CONSENT, "rule 4")
    assert set(three.decisions(three.unterland, three.seeland, entity).values()) == {refused}
    with pytest.raises(sharing.NothingToReleaseError):
        sharing.release(
            three.unterland.env,
            three.unterland.access(),
            entities=[entity],
            recipients=[three.seeland.id],
            agreement=three.agreement,
        )
    # The owner's consent cannot be carried by another: with it written down here, it still fails closed.
    with pytest.raises(MayNotPermitError, match="owns"):
        permit_item(
            three.unterland.env,
            three.unterland.access(),
            record=phone.record,
            recipient=three.seeland.env.service,
            covers=[Cover.ONWARD],
            purpose=Purpose.GROUP_INVESTIGATION,
        )
    three.permit(phone.record, three.seeland, Cover.ONWARD)
    assert set(three.decisions(three.unterland, three.seeland, entity).values()) == {refused}
    three.release(three.seeland, entity, only={phone.id})
    there = Statement.objects.using(three.seeland.env.database)
    assert list(there.values_list("record", "value")) == [(phone.record, "+999100200300")]
    assert name.record not in set(there.values_list("record", flat=True))


def test_an_h1_item_goes_to_a_court_only_item_by_item_and_recipient_by_recipient(court: Three) -> None:
    env = court.oberland.env
    entity, mark = env.new_id(), marking(env, handling=H1)
    name = state(env, entity, "Person", "name", "Ivo Marten", mark)
    phone = state(env, entity, "Person", "phone", "+999100200300", mark)
    refused = Refuse(RefusalReason.H1_JUDICIAL, "rule 5")
    assert court.decisions(court.oberland, court.seeland, entity) == {
        name.record: refused,
        phone.record: refused,
    }
    court.permit(name.record, court.unterland, Cover.JUDICIAL)
    assert court.decisions(court.oberland, court.seeland, entity)[name.record] == refused
    court.permit(name.record, court.seeland, Cover.BEYOND_ADDRESSEE)
    assert court.decisions(court.oberland, court.seeland, entity)[name.record] == refused
    given = court.permit(name.record, court.seeland, Cover.JUDICIAL)
    found = court.decisions(court.oberland, court.seeland, entity)
    assert isinstance(found[name.record], Permit)
    assert found[phone.record] == refused
    court.release(court.seeland, entity)
    there = Statement.objects.using(court.seeland.env.database).filter(entity=entity)
    assert [row.record for row in there] == [name.record]
    revoke_permission(env, court.oberland.access("no longer"), given)
    assert court.decisions(court.oberland, court.seeland, entity)[name.record] == refused


def test_a_permission_is_not_retroactive(court: Three) -> None:
    env = court.oberland.env
    entity = env.new_id()
    name = state(env, entity, "Person", "name", "Ivo Marten", marking(env, handling=H1))
    before = env.now()
    given = court.permit(name.record, court.seeland, Cover.JUDICIAL)
    (held,) = permissions_of(env, [name.record])[name.record]
    said = {"record": name.record, "recipient": court.seeland.env.service}
    purpose = Purpose.GROUP_INVESTIGATION
    assert not held.holds(Cover.JUDICIAL, **said, purpose=purpose, at=before)
    assert held.holds(Cover.JUDICIAL, **said, purpose=purpose, at=env.now())
    revoke_permission(env, court.oberland.access(), given)
    (held,) = permissions_of(env, [name.record])[name.record]
    assert held.holds(Cover.JUDICIAL, **said, purpose=purpose, at=held.granted)
    assert not held.holds(Cover.JUDICIAL, **said, purpose=purpose, at=env.now() + timedelta(days=1))
    revoked = ItemPermission.objects.using(env.database).get().revoked_at
    revoke_permission(env, court.oberland.access(), given)
    assert ItemPermission.objects.using(env.database).get().revoked_at == revoked


def test_an_h2_item_never_goes_beyond_its_addressee(three: Three) -> None:
    """Its owner sends it to whom it chooses; who received it sends it to nobody, whatever is written down."""
    env = three.oberland.env
    entity = env.new_id()
    name = state(env, entity, "Person", "name", "Ivo Marten", marking(env, handling=H2))
    three.release(three.unterland, entity)
    three.permit(name.record, three.seeland, Cover.BEYOND_ADDRESSEE, Cover.ONWARD)
    found = three.decisions(three.unterland, three.seeland, entity)
    assert set(found.values()) == {Refuse(RefusalReason.NO_ORIGINATOR_CONSENT, "rule 4")}


def test_a_permission_that_takes_two_people_opens_nothing_before_the_second(three: Three) -> None:
    env = three.oberland.env
    entity, (name, _) = three.oberland.person("Ivo Marten", "+999100200300")
    given = three.permit(name.record, three.seeland, Cover.INDEPENDENT)
    said = {"record": name.record, "recipient": three.seeland.env.service}

    def holds() -> bool:
        (held,) = permissions_of(env, [name.record])[name.record]
        purpose = Purpose.GROUP_INVESTIGATION
        return held.holds(Cover.INDEPENDENT, **said, purpose=purpose, at=env.now())

    assert not holds()
    with pytest.raises(MayNotPermitError, match="another"):
        confirm_permission(env, three.oberland.access(), given)
    with pytest.raises(MayNotPermitError, match="magistrate"):
        confirm_permission(env, colleague(three.oberland, "Ivo", Role.INVESTIGATOR), given)
    assert not holds()
    confirm_permission(env, colleague(three.oberland, "Claire", Role.MAGISTRATE), given)
    assert holds()
    assert isinstance(three.decisions(three.oberland, three.seeland, entity)[name.record], Permit)


@pytest.mark.parametrize("cover", [Cover.CHILD, Cover.DEATH_INQUIRY])
def test_what_a_magistrate_decides_nobody_else_permits(three: Three, cover: Cover) -> None:
    _, (name, _) = three.oberland.person("Ivo Marten", "+999100200300")
    with pytest.raises(MayNotPermitError, match="magistrate"):
        three.permit(name.record, three.seeland, cover)
    claire = colleague(three.oberland, "Claire", Role.MAGISTRATE)
    assert three.permit(name.record, three.seeland, cover, access=claire)


def test_who_may_not_release_permits_nothing(three: Three) -> None:
    _, (name, _) = three.oberland.person("Ivo Marten", "+999100200300")
    ana = colleague(three.oberland, "Ana", Role.ANALYST)
    with pytest.raises(MayNotPermitError, match="role"):
        three.permit(name.record, three.seeland, Cover.ONWARD, access=ana)
    with pytest.raises(MayNotPermitError, match="names what"):
        three.permit(name.record, three.seeland)
    assert not ItemPermission.objects.using(three.oberland.env.database).exists()


@pytest.fixture
def abroad(new_env: NewEnv, monkeypatch: pytest.MonkeyPatch) -> Three:
    """The same three, where nothing but a derogation lets personal data go to Seeland."""
    for name, country in (("Oberland", "fr"), ("Unterland", "de"), ("Seeland", "xk")):
        monkeypatch.setitem(COUNTRIES, name, country)
    return Three(new_env)


def in_a_second_case(node: Node) -> Access:
    other = cases.open_case(
        node.env, node.officer, reference="OB-2026-015", title="Boats", marking=marking(node.env)
    )
    return open_access(node.env, node.officer, case=other, reason="asked in writing by their ministry")


def test_two_cases_by_derogation_are_refused(abroad: Three) -> None:
    """Rule 17: what was documented for one case leaves in that case alone."""
    env, (entity, (name, _)) = abroad.oberland.env, abroad.oberland.person("Ivo Marten", "+999100200300")
    refused = Refuse(RefusalReason.DEROGATION, "rule 17")
    assert set(abroad.decisions(abroad.oberland, abroad.seeland, entity).values()) == {refused}
    with pytest.raises(MayNotPermitError, match="documented"):
        abroad.permit(name.record, abroad.seeland, Cover.DEROGATION, access=abroad.oberland.access("urgent"))
    asked = abroad.oberland.access("asked in writing by their ministry")
    abroad.permit(name.record, abroad.seeland, Cover.DEROGATION, access=asked)
    assert isinstance(abroad.decisions(abroad.oberland, abroad.seeland, entity)[name.record], Permit)
    second = in_a_second_case(abroad.oberland)
    there = sharing.preview(
        env, second, entities=[entity], recipient=abroad.seeland.id, agreement=abroad.agreement
    )
    assert {line.decision for line in there.lines} <= {refused}
    with pytest.raises((MayNotPermitError, AbsentError)):
        abroad.permit(name.record, abroad.seeland, Cover.DEROGATION, access=second)


def test_the_cap_on_derogations_counts_over_all_cases(abroad: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derogation, "MOST_ITEMS", 2)
    second = in_a_second_case(abroad.oberland)
    asked = abroad.oberland.access("asked in writing by their ministry")
    _, first = abroad.oberland.person("Ivo Marten", "+999100200300")
    for one, access in zip(first, (asked, second), strict=True):
        abroad.permit(one.record, abroad.seeland, Cover.DEROGATION, access=access)
    _, (name, _) = abroad.oberland.person("Sema Kort", "+999100200301")
    for access in (asked, second):
        with pytest.raises(MayNotPermitError, match="over all cases"):
            abroad.permit(name.record, abroad.seeland, Cover.DEROGATION, access=access)
    abroad.permit(name.record, abroad.unterland, Cover.DEROGATION, access=asked)


def test_a_record_that_one_may_not_read_is_absent(three: Three) -> None:
    env = three.oberland.env
    help_only = marking(env, purpose=Purpose.VICTIM_ASSISTANCE)
    hidden = state(env, env.new_id(), "Person", "summary", "assistance", help_only)
    for record in (hidden.record, "0" * 32):
        with pytest.raises(AbsentError):
            three.permit(record, three.seeland, Cover.ONWARD)
    with pytest.raises(AbsentError):
        revoke_permission(env, three.oberland.access(), "0" * 32)


def test_giving_confirming_and_revoking_are_each_a_line_of_the_journal(three: Three) -> None:
    env = three.oberland.env
    _, (name, _) = three.oberland.person("Ivo Marten", "+999100200300")
    claire = colleague(three.oberland, "Claire", Role.MAGISTRATE)
    size = journal.head(env.database).size
    given = three.permit(name.record, three.seeland, Cover.IDENTITY)
    confirm_permission(env, claire, given)
    revoke_permission(env, claire, given)
    lines = [JournalLeaf.from_bytes(journal.leaf(env.database, at)) for at in range(size, size + 3)]
    assert journal.head(env.database).size == size + 3
    assert [one.officer for one in lines] == [three.oberland.officer, claire.officer, claire.officer]
    assert {(one.act, one.reference, one.recipients) for one in lines} == {
        (Act.ACCESS_CHANGE, given, (three.seeland.env.service,))
    }
    assert all(one.objects and name.entity not in str(one.objects) for one in lines)
