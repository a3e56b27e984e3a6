from __future__ import annotations

from dataclasses import asdict

import pytest
from django.utils import translation

from passerelle.analysis.money.flag.flags import DEFAULTS, Input
from passerelle.analysis.money.flag.rule import REASONS as WHY
from passerelle.analysis.money.flag.rule import SENTENCES as RULES
from passerelle.analysis.money.flag.rule import Flag as RedFlag
from passerelle.analysis.money.flag.rule import Reason, Rule
from passerelle.analysis.money.trace import Accounting
from passerelle.casework.inbox import Outcome
from passerelle.casework.node_reason import NodeReason
from passerelle.casework.reading import Kept
from passerelle.core.grade import InformationGrade, SourceGrade
from passerelle.core.handling import HandlingCode
from passerelle.core.marking import AssertionKind
from passerelle.core.notice_kind import NoticeKind
from passerelle.core.party import ServiceKind
from passerelle.core.purpose import Purpose
from passerelle.core.refusal_reason import SENTENCES, RefusalReason
from passerelle.core.request_channel import Channel, ChannelReason
from passerelle.core.request_clock import Standing, Urgency
from passerelle.core.request_content import UrgencyReason
from passerelle.core.request_copying import NoCopyReason
from passerelle.core.request_duplicate import Alike
from passerelle.core.request_kind import RequestKind
from passerelle.core.request_progress import Alarm, RequestState
from passerelle.core.request_step import Step
from passerelle.core.retention import Hold
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.core.vocabulary import schemata
from passerelle.desk.asset import icons
from passerelle.desk.templatetags.desk import reference
from passerelle.desk.words import act, flag, money, notice, refusal, request, rule, schema, service
from passerelle.matching.match_key import KeyKind
from passerelle.protocol.journal import Act
from passerelle.protocol.messages import Came, Change, Kind
from passerelle.protocol.messages import Outcome as Receipted

LISTS = {
    "acts": (Act, act.ACTS),
    "accountings": (Accounting, money.ACCOUNTINGS),
    "assertions": (AssertionKind, rule.ASSERTIONS),
    "asks": (Rule, flag.ASKS),
    "came": (Came, notice.CAME),
    "categories": (SubjectCategory, rule.CATEGORIES),
    "changes": (Change, notice.CHANGES),
    "handling": (HandlingCode, rule.HANDLING),
    "holds": (Hold, rule.HOLDS),
    "inputs": (Input, flag.INPUTS),
    "information": (InformationGrade, rule.INFORMATION_GRADES),
    "kept": (Kept, rule.KEPT),
    "keys": (KeyKind, notice.KEY_KINDS),
    "node-reasons": (NodeReason, act.NODE_REASONS),
    "notices": (NoticeKind, notice.KINDS),
    "notice-icons": (NoticeKind, notice.ICONS),
    "outcomes": (Outcome, notice.OUTCOMES),
    "purposes": (Purpose, rule.PURPOSES),
    "recalled": (Receipted, notice.RECALLED),
    "references": (Kind, act.REFERENCES),
    "request-alarms": (Alarm, request.ALARMS),
    "request-alike": (Alike, request.ALIKE),
    "request-channels": (Channel, request.CHANNELS),
    "request-channel-reasons": (ChannelReason, request.CHANNEL_REASONS),
    "request-clocks": (Standing, request.STANDINGS),
    "request-kinds": (RequestKind, request.KINDS),
    "request-no-copy": (NoCopyReason, request.NO_COPY),
    "request-states": (RequestState, request.STATES),
    "request-steps": (Step, request.STEPS),
    "request-urgencies": (Urgency, request.URGENCIES),
    "request-urgent": (UrgencyReason, request.URGENT_BECAUSE),
    "refusals": (RefusalReason, refusal.REASONS),
    "roles": (Role, rule.ROLES),
    "rules": (Rule, flag.RULES),
    "services": (ServiceKind, service.KINDS),
    "sources": (SourceGrade, rule.SOURCE_GRADES),
}


@pytest.mark.parametrize(("values", "words"), LISTS.values(), ids=LISTS)
def test_every_value_of_a_closed_list_has_its_words(values: type, words: dict[object, object]) -> None:
    assert set(values) - set(words) == set()


def test_a_reason_of_the_node_says_here_what_stands_in_the_journal() -> None:
    with translation.override("en"):
        assert {str(one): str(words) for one, words in act.NODE_REASONS.items()} == {
            str(one): str(one) for one in NodeReason
        }


def test_a_reference_is_an_occasion_in_the_readers_language_or_a_case_as_it_is_written() -> None:
    with translation.override("fr"):
        assert reference("duty 316f484c") == "prise de service 316f484c"
        assert reference("receipt") == "accusé de réception"
        assert reference("OB-2026-014") == "OB-2026-014"


def test_a_refusal_says_here_what_the_core_says() -> None:
    with translation.override("en"):
        assert {reason: str(words) for reason, words in refusal.REASONS.items()} == SENTENCES


def test_a_red_flag_says_here_what_the_rule_says() -> None:
    with translation.override("en"):
        assert {one: str(words) for one, words in flag.RULES.items()} == RULES
        assert {
            one: str(words).replace("%(", "{").replace(")s", "}") for one, words in flag.REASONS.items()
        } == WHY
        assert {str(one) for one in Input} == {str(words) for words in flag.INPUTS.values()}


def test_a_question_of_a_rule_is_read_in_the_language_of_its_reader() -> None:
    numbers = {"payers": 9, "days": 30}
    said = {"rule": "R5", "version": "1", "subject": "X1", "reasons": [["payers", numbers]]}
    found = RedFlag(rule=Rule.R5, subject="X1", rows=(1,), reasons=(Reason("payers", numbers),))
    with translation.override("en"):
        assert flag.said_of(said) == f"X1: {found.why}"
    with translation.override("fr"):
        assert "9 payeurs en 30 jours" in flag.said_of(said)
        assert "fois" in str(flag.ASKS[Rule.R8] % asdict(DEFAULTS))
    assert flag.said_of({}) == ""


def test_every_icon_that_a_word_names_is_drawn() -> None:
    assert set(schema.ICONS.values()) | set(notice.ICONS.values()) <= set(icons())


def test_every_drawn_kind_is_a_kind_with_words() -> None:
    assert set(schema.ICONS) <= set(schema.SCHEMATA)
    assert len(set(schemata()) & set(schema.SCHEMATA)) > 25
