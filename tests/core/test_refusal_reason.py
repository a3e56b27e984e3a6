from __future__ import annotations

from pathlib import Path

from passerelle.core.refusal_reason import ABOUT_DATA, SENTENCES, RefusalReason


def test_every_reason_has_a_sentence_of_its_own() -> None:
    sentences = [reason.sentence for reason in RefusalReason]

    assert set(SENTENCES) == set(RefusalReason)
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_not_cleared_says_nothing_more() -> None:
    assert RefusalReason.NOT_CLEARED.sentence == "Not cleared."


def test_what_depends_on_what_is_held_is_told_apart_from_what_does_not() -> None:
    told = {reason for reason in RefusalReason if not reason.is_about_data}

    assert told.isdisjoint(ABOUT_DATA)
    assert {RefusalReason.NO_AGREEMENT, RefusalReason.PURPOSE_NOT_COVERED, RefusalReason.BUDGET_SPENT} <= told
    assert not {RefusalReason.PROTECTED_IDENTITY, RefusalReason.NOT_CLEARED, RefusalReason.CHILD} & told


def test_the_reference_page_says_what_the_code_says() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "refusal-reasons.md").read_text(
        encoding="utf-8"
    )

    for reason in RefusalReason:
        about = "yes" if reason.is_about_data else "no"
        assert f"| `{reason}` | {reason.sentence} | {about} |" in page
