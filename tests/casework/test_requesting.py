"""A request is whole, cross-checked as it comes, and kept once whichever channels it took."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.request_world import ASKED, PHONE, Asked
from tests.casework.world import marking, state

from passerelle.casework.access import AbsentError
from passerelle.casework.channelling import channel_text, keep_copy
from passerelle.casework.cross_checking import RequestSubjectError
from passerelle.casework.fulfilling import RequestStepError, file_under, join
from passerelle.casework.requesting import (
    OtherSide,
    RequestRefusedError,
    Terms,
    give_unasked,
    make,
    register,
)
from passerelle.casework.requests import request, requests
from passerelle.core.request_channel import Channel, ChannelCopy, ChannelCopyError, ChannelReason
from passerelle.core.request_clock import Urgency
from passerelle.core.request_content import About
from passerelle.core.request_copying import ContactCopy, EuropolCopy, NoCopyReason
from passerelle.core.request_kind import Direction, RequestKind
from passerelle.core.request_progress import Alarm
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import JournalEntry, Notice, Outbox, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

HOUR = timedelta(hours=1)


@pytest.fixture
def world(tales: Tales, new_env: Callable[[int], SeededEnv]) -> Asked:
    return tales.told(Asked, new_env)


def test_a_request_arrives_once_is_cross_checked_and_its_clock_runs_from_the_receipt(world: Asked) -> None:
    name = world.ask()
    view = request(world.env, world.reads(), name)
    assert view.found == (world.person,)
    assert view.content == ASKED
    (due,) = view.deadlines
    assert due.by_law == view.line.receipt + 8 * HOUR
    (notice,) = Notice.objects.using(world.env.database).all()
    assert (notice.kind, notice.facts["request"]) == ("request", name)
    assert PHONE not in str(notice.facts)
    (sent,) = Outbox.objects.using(world.unterland.env.database).filter(kind="request")
    assert (sent.state, sent.outcome) == ("received", "waiting")
    (theirs,) = requests(world.unterland.env, world.unterland.access(), direction=Direction.MADE)
    assert theirs.case == "UN-2026-014"


def test_the_list_is_by_the_clock_and_colours_what_is_nearly_gone(world: Asked) -> None:
    later = world.ask(replace(ASKED, urgency=Urgency.OTHER, urgent_because=None))
    sooner = world.ask()
    world.env.advance(7 * HOUR)
    lines = requests(world.env, world.reads())
    assert [(one.id, one.alarm) for one in lines] == [(sooner, Alarm.AMBER), (later, Alarm.CALM)]
    world.env.advance(2 * HOUR)
    assert requests(world.env, world.reads())[0].alarm is Alarm.RED


def test_no_hand_gives_the_clock_more_time(world: Asked) -> None:
    now = world.env.now()
    other = OtherSide(name="Unterland", country="xu", channel=Channel.SIENA, reference="S-1")
    terms = Terms(agreement=world.agreement)
    for said in (now + HOUR, now - HOUR):
        name = register(world.env, world.reads(), ASKED, other, terms, received=said)
        assert request(world.env, world.reads(), name).line.receipt <= min(said, now + HOUR / 2)


def test_the_same_request_through_two_channels_is_found_and_the_first_receipt_holds(world: Asked) -> None:
    by_siena = world.comes_by_siena()
    world.env.advance(HOUR)
    by_node = world.ask(replace(ASKED, parts=(ASKED.parts[1], ASKED.parts[0])))
    view = request(world.env, world.reads(), by_node)
    assert [(one.id, one.by) for one in view.alike] == [(by_siena, ("key", "words"))]
    join(world.env, world.reads(), by_siena, by_node)
    assert [one.id for one in requests(world.env, world.reads())] == [by_node]
    kept = request(world.env, world.reads(), by_node)
    assert kept.joined == (by_siena,)
    assert kept.line.receipt < view.line.receipt
    with pytest.raises(RequestStepError, match="two requests"):
        join(world.env, world.reads(), by_node, by_node)


def test_siena_is_owed_until_its_reference_or_the_reason_is_on_file(world: Asked) -> None:
    name = world.ask()
    assert request(world.env, world.reads(), name).line.owed == (Channel.SIENA,)
    text = channel_text(world.env, world.reads(), name, Channel.SIENA)
    assert text.startswith("passerelle-channel-copy/1 for SIENA\nFrom: Oberland\nTo: Unterland (xu)\n")
    assert "Asked 1: who uses the number\n" in text
    keep_copy(world.env, world.reads(), name, ChannelCopy(Channel.SIENA, reason=ChannelReason.URGENCY))
    keep_copy(world.env, world.reads(), name, ChannelCopy(Channel.SIENA, "S-2026-9"))
    view = request(world.env, world.reads(), name)
    assert view.line.owed == ()
    assert view.copies == (ChannelCopy(Channel.SIENA, "S-2026-9"),)
    with pytest.raises(ChannelCopyError, match="on file"):
        keep_copy(world.env, world.reads(), name, ChannelCopy(Channel.SIENA, "S-other"))
    with pytest.raises(ChannelCopyError, match="no member of Interpol"):
        channel_text(world.env, world.reads(), name, Channel.I_24_7)


@pytest.mark.parametrize(
    ("other", "changes", "words"),
    [
        pytest.param(OtherSide(name="X", country="xu"), {}, "reference that it bears", id="no-channel"),
        pytest.param(
            OtherSide(channel=Channel.SIENA, reference="S-1"), {}, "service and its country", id="nobody"
        ),
        pytest.param(
            OtherSide(name="X", country="xu", channel=Channel.I_24_7, reference="I-1"),
            {},
            "no member of Interpol",
            id="not-of-interpol",
        ),
        pytest.param(
            OtherSide(name="X", country="xu", channel=Channel.SELEC, reference="L-1"),
            {"purpose": "prosecution"},
            "not for this purpose",
            id="another-purpose",
        ),
    ],
)
def test_what_cannot_be_registered_so_is_not(
    world: Asked, other: OtherSide, changes: dict[str, object], words: str
) -> None:
    content = replace(ASKED, **changes)  # type: ignore[arg-type]
    terms = Terms(agreement=world.agreement)
    with pytest.raises((RequestRefusedError, ChannelCopyError), match=words):
        register(world.env, world.reads(), content, other, terms, received=world.env.now())
    assert not Request.objects.using(world.env.database).exists()


def test_nobody_under_protection_is_asked_about(world: Asked) -> None:
    env = world.env
    victim, _ = world.oberland.person("Nela Brod", "+33612345679", category=SubjectCategory.VICTIM)
    state(env, victim, "Person", "name", "Nela Brod", marking(env, category=SubjectCategory.VICTIM))
    other, terms = OtherSide(node=world.unterland.id), Terms(agreement=world.agreement)
    for fact in (About("Person", "phone", "+33612345679"), About("Person", "religion", "any")):
        with pytest.raises(RequestSubjectError, match="nothing was sent"):
            make(env, world.reads(), replace(ASKED, about=(fact,)), other, terms)
    assert not Outbox.objects.using(env.database).filter(kind="request").exists()


def test_the_contact_point_reads_what_it_has_a_copy_of(world: Asked) -> None:
    other = OtherSide(node=world.unterland.id)
    kept_back = ContactCopy(NoCopyReason.SAFETY_OF_A_PERSON)
    gerd = replace(world.reads("Gerd"), case="")
    for contact in (ContactCopy(), kept_back):
        make(world.env, world.reads(), ASKED, other, Terms(agreement=world.agreement, contact=contact))
    copied, withheld = Request.objects.using(world.env.database).order_by("receipt")
    Request.objects.using(world.env.database).update(case="elsewhere")
    assert request(world.env, gerd, copied.id).no_copy == ""
    with pytest.raises(AbsentError):
        request(world.env, gerd, withheld.id)
    with pytest.raises(AbsentError):
        request(world.env, world.reads("Ana"), copied.id)


def test_a_request_that_is_filed_belongs_to_its_case(world: Asked) -> None:
    name = world.ask()
    file_under(world.env, world.reads(), name)
    assert request(world.env, world.reads("Ana"), name).line.case == "OB-2026-014"
    stranger = replace(world.reads(), role=Role.LIAISON_OFFICER, officer="nobody")
    with pytest.raises(AbsentError):
        request(world.env, stranger, name)
    with pytest.raises(AbsentError):
        request(world.env, replace(world.reads(), role=Role.ADMINISTRATOR), name)


def test_what_is_given_unasked_is_a_release_and_on_file(world: Asked) -> None:
    content = replace(
        ASKED, kind=RequestKind.OWN_INITIATIVE, urgency=Urgency.OTHER, urgent_because=None, about=()
    )
    other = OtherSide(node=world.unterland.id)
    terms = Terms(
        agreement=world.agreement, europol=EuropolCopy(copied=True, reason="a group of three States")
    )
    name = give_unasked(world.env, world.reads(), content, other, terms, entities=[world.person])
    (line,) = requests(world.env, world.reads(), direction=Direction.MADE, closed=True)
    assert (line.id, line.kind, line.owed) == (name, RequestKind.OWN_INITIATIVE, (Channel.SIENA,))
    (step,) = request(world.env, world.reads(), name).steps
    assert Outbox.objects.using(world.env.database).get(id=step.releases[0]).kind == "release"
    for verb in (make, give_unasked):
        named = {"entities": [world.person]} if verb is give_unasked else {}
        wrong = content if verb is make else ASKED
        with pytest.raises(RequestRefusedError):
            verb(world.env, world.reads(), wrong, other, terms, **named)  # type: ignore[operator]


def test_every_reading_stands_in_the_journal_first(world: Asked) -> None:
    name = world.ask()
    before = JournalEntry.objects.using(world.env.database).count()
    request(world.env, world.reads(), name)
    requests(world.env, world.reads())
    assert JournalEntry.objects.using(world.env.database).count() == before + 2
