from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from passerelle.store import inbox
from passerelle.store.models import Node, Service

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ROW = ("oberland|1|7|ab", "oberland", 1, 7, "ab", "question")


@pytest.fixture
def node(database: str) -> str:
    service = Service.objects.using(database).create(id="s", name="Oberland", kind="police", country="xo")
    Node.objects.using(database).create(id="oberland", service=service, name="Oberland", card=b"")
    return database


def test_a_reply_is_found_by_its_message_and_sender_and_by_its_place(database: str) -> None:
    inbox.keep(database, ROW, NOON, b"reply")
    assert inbox.reply_to(database, ROW[0], "oberland") == (b"reply", "question")
    assert inbox.reply_to(database, ROW[0], "unterland") is None
    assert inbox.at_place(database, "oberland", 1, 7) == (ROW[0], b"reply")
    assert inbox.at_place(database, "oberland", 2, 7) is None


def test_a_message_is_kept_once(database: str) -> None:
    inbox.keep(database, ROW, NOON, b"reply")
    with pytest.raises(IntegrityError), transaction.atomic(using=database):
        inbox.keep(database, ROW, NOON, b"another")
    assert inbox.reply_to(database, ROW[0], "oberland") == (b"reply", "question")


def test_numbers_are_taken_in_order_and_none_of_a_stranger(node: str) -> None:
    first = inbox.take_sequence(node, "oberland")
    assert inbox.take_sequence(node, "oberland", 3) == first + 1
    assert inbox.take_sequence(node, "oberland") == first + 4
    with pytest.raises(Node.DoesNotExist):
        inbox.take_sequence(node, "unterland")


def test_an_incarnation_is_what_was_seen_last(node: str) -> None:
    inbox.seen(node, "oberland", 4, NOON)
    with transaction.atomic(using=node):
        assert inbox.incarnation_seen(node, "oberland", lock=True) == 4
    assert inbox.incarnation_seen(node, "unterland") == 0
    assert Node.objects.using(node).get(id="oberland").last_seen == NOON
