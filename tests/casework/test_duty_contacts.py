from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.casework.world import oberland

from passerelle.casework.access import AbsentError
from passerelle.casework.duty_contacts import DutyContactError, Office, add_contact, contacts, end_contact

if TYPE_CHECKING:
    from tests.simulator.env import SeededEnv

HOUSE = Office(office="Contact point of Unterland", country="XU", phone="+999 1", languages="en, fr")


def test_who_answers_now_comes_first_and_the_others_say_when_they_open(env: SeededEnv) -> None:
    access = oberland(env).ana_reads()
    add_contact(env, access, HOUSE, zone="Europe/Paris", start=time(20), end=time(6))
    day = Office(office="Day desk", country="xs", phone="+999 2")
    desk = add_contact(env, access, day, zone="Etc/UTC", start=time(8), end=time(17), days=range(5))
    first, second = contacts(env)
    assert (first.office, first.answers) == ("Day desk", True)
    assert (second.country, second.answers) == ("xu", False)
    assert second.opens is not None
    env.advance(second.opens - env.now() + timedelta(minutes=1))
    assert [one.answers for one in contacts(env)] == [True, False]
    end_contact(env, access, desk)
    assert len(contacts(env)) == 1
    with pytest.raises(AbsentError):
        end_contact(env, access, desk)


@pytest.mark.parametrize(
    ("office", "zone"),
    [
        pytest.param(Office(office="Desk", country="xu", phone=" "), "Etc/UTC", id="no-number"),
        pytest.param(HOUSE, "Port/Lanterne", id="no-zone"),
        pytest.param(HOUSE, "../zone", id="no-name-of-a-zone"),
    ],
)
def test_half_a_contact_is_none(env: SeededEnv, office: Office, zone: str) -> None:
    with pytest.raises(DutyContactError):
        add_contact(env, oberland(env).ana_reads(), office, zone=zone, start=time(8), end=time(9))
