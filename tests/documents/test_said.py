from __future__ import annotations

import json

from passerelle.documents.said import said


def test_a_sentence_is_its_english_text_and_knows_its_form() -> None:
    inner = said("the date of %(what)s", what="birth")
    one = said("%(date)s is no day", date=inner)
    assert one == "the date of birth is no day"
    assert json.dumps([one]) == '["the date of birth is no day"]'
    assert (one.form, one.facts["date"]) == ("%(date)s is no day", inner)
    assert inner.form == "the date of %(what)s"
