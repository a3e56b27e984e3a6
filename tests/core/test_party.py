from __future__ import annotations

from tests.core.policy_case import party

from passerelle.core.party import ServiceKind


def test_help_oversight_and_defence_are_no_enforcement() -> None:
    others = {kind for kind in ServiceKind if not kind.is_enforcement}

    assert {"victim-support", "rescue-centre", "monitor", "defence", "supervisory-authority"} <= others
    assert {"police", "customs", "fiu", "court", "readmission-administration"}.isdisjoint(others)


def test_private_bodies_are_no_competent_authority() -> None:
    assert {kind for kind in ServiceKind if kind.is_private} == {
        "bank",
        "victim-support",
        "platform",
        "university",
    }


def test_a_judicial_recipient_is_one_by_kind_or_by_regime() -> None:
    assert party("prosecutor").is_judicial
    assert not party("oberland").is_judicial


def test_companies_and_universities_hear_no_question() -> None:
    assert {kind for kind in ServiceKind if not kind.hears_questions} == {
        ServiceKind.BANK,
        ServiceKind.PLATFORM,
        ServiceKind.UNIVERSITY,
    }
