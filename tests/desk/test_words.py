from __future__ import annotations

import pytest
from django.utils import translation

from passerelle.casework.inbox import Outcome
from passerelle.casework.reading import Kept
from passerelle.core.grade import InformationGrade, SourceGrade
from passerelle.core.handling import HandlingCode
from passerelle.core.marking import AssertionKind
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.party import ServiceKind
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import SENTENCES, RefusalReason
from passerelle.core.retention import Hold
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import schemata
from passerelle.desk.asset import icons
from passerelle.desk.words import act, notice, refusal, rule, schema, service
from passerelle.matching.match_key import KeyKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Came, Change
from passerelle.protocol.messages import Outcome as Receipted

LISTS = {
    "acts": (Act, act.ACTS),
    "assertions": (AssertionKind, rule.ASSERTIONS),
    "came": (Came, notice.CAME),
    "categories": (SubjectCategory, rule.CATEGORIES),
    "changes": (Change, notice.CHANGES),
    "handling": (HandlingCode, rule.HANDLING),
    "holds": (Hold, rule.HOLDS),
    "information": (InformationGrade, rule.INFORMATION_GRADES),
    "kept": (Kept, rule.KEPT),
    "keys": (KeyKind, notice.KEY_KINDS),
    "notices": (NoticeKind, notice.KINDS),
    "notice-icons": (NoticeKind, notice.ICONS),
    "outcomes": (Outcome, notice.OUTCOMES),
    "purposes": (Purpose, rule.PURPOSES),
    "recalled": (Receipted, notice.RECALLED),
    "refusals": (RefusalReason, refusal.REASONS),
    "roles": (Role, rule.ROLES),
    "services": (ServiceKind, service.KINDS),
    "sources": (SourceGrade, rule.SOURCE_GRADES),
}


@pytest.mark.parametrize(("values", "words"), LISTS.values(), ids=LISTS)
def test_every_value_of_a_closed_list_has_its_words(values: type, words: dict[object, object]) -> None:
    assert set(values) - set(words) == set()


def test_a_refusal_says_here_what_the_core_says() -> None:
    with translation.override("en"):
        assert {reason: str(words) for reason, words in refusal.REASONS.items()} == SENTENCES


def test_every_icon_that_a_word_names_is_drawn() -> None:
    assert set(schema.ICONS.values()) | set(notice.ICONS.values()) <= set(icons())


def test_every_drawn_kind_is_a_kind_with_words() -> None:
    assert set(schema.ICONS) <= set(schema.SCHEMATA)
    assert len(set(schemata()) & set(schema.SCHEMATA)) > 25
