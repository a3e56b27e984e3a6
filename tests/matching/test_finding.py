from __future__ import annotations

from passerelle.matching.field_comparison import VERDICTS
from passerelle.matching.finding import SENTENCES, Reason


def test_every_reason_has_its_sentence_and_its_verdict() -> None:
    assert set(SENTENCES) == set(VERDICTS) == set(Reason)
    assert all(reason.sentence.endswith(".") for reason in Reason)


def test_no_sentence_says_what_only_a_person_may_say() -> None:
    said = " ".join(SENTENCES.values()).lower()
    assert not {"guilty", "criminal", "identical person", "fraud"} & set(said.split())
