from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.redaction import RedactionError, Removed, is_redacted, redact
from passerelle.core.statement import Statement

REFERENCE = "ab" * 16
SALTS = st.binary(min_size=16, max_size=16)
STATEMENTS = st.builds(
    Statement,
    record=st.just("0" * 32),
    version=st.integers(1, 9),
    salt=SALTS,
    marking=st.just("1" * 64),
    entity=st.just("group-1"),
    schema=st.just("Organization"),
    prop=st.sampled_from(["name", "alias", "notes"]),
    value=st.text("abc ", min_size=1),
    source=st.text("informant 0123456789abcdef:", max_size=40),
)


@given(STATEMENTS, SALTS, SALTS)
def test_redacting_twice_is_redacting_once(found: Statement, salt: bytes, other: bytes) -> None:
    if salt == found.salt:
        return
    once = redact(found, salt=salt, reference=REFERENCE).statement

    assert redact(once, salt=other, reference="cd" * 16).statement == once
    assert redact(once, salt=other, reference="cd" * 16).removed == ()


@given(STATEMENTS, SALTS)
def test_a_redacted_form_keeps_record_and_version_and_nothing_of_the_source(
    found: Statement, salt: bytes
) -> None:
    if salt == found.salt:
        return
    redacted = redact(found, salt=salt, reference=REFERENCE)

    assert is_redacted(redacted.statement)
    assert (redacted.statement.record, redacted.statement.version) == (found.record, found.version)
    assert redacted.statement.value == found.value
    assert redacted.statement.source == f"ref:{REFERENCE}"
    assert redacted.statement.id != found.id
    assert (Removed.SOURCE in redacted.removed) is bool(found.source)
    assert Removed.SALT in redacted.removed


def test_two_recipients_get_two_ids(statement: Statement) -> None:
    one = redact(statement, salt=b"1" * 16, reference=REFERENCE).statement
    two = redact(statement, salt=b"2" * 16, reference=REFERENCE).statement

    assert one.id != two.id


@pytest.mark.parametrize(
    ("salt", "reference"),
    [(b"s" * 16, REFERENCE), (b"short", REFERENCE), (b"t" * 16, "report 12"), (b"t" * 16, "")],
    ids=["same-salt", "short-salt", "telling-reference", "no-reference"],
)
def test_a_careless_redaction_is_refused(statement: Statement, salt: bytes, reference: str) -> None:
    with pytest.raises(RedactionError):
        redact(statement, salt=salt, reference=reference)


def test_who_wrote_it_never_leaves(statement: Statement) -> None:
    written = dataclasses.replace(statement, schema="Document", prop="author", value="Ana")

    with pytest.raises(RedactionError) as caught:
        redact(written, salt=b"t" * 16, reference=REFERENCE)
    assert "Ana" not in str(caught.value)
