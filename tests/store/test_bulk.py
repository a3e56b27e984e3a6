from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from passerelle.store.bulk import copy_many, insert_many, stored_instant, update_many
from passerelle.store.models import Dataset, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = ("id", "schema", "dataset_id", "publisher_id")
# A value is a parameter, whatever signs it holds.
HOSTILE = ("tab\there", "line\nfeed", "back\\slash", "'; DROP TABLE store_entity; --", "\\N", "ن")
AT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
ways = pytest.mark.parametrize("write", [insert_many, copy_many], ids=["insert", "copy"])


@ways
def test_every_row_is_there_sign_for_sign(database: str, write: Callable[..., None]) -> None:
    rows = [(f"{number:032x}", "Person", None, text) for number, text in enumerate(HOSTILE)]
    with transaction.atomic(using=database):
        write(database, Entity, COLUMNS, iter(rows))
    found = Entity.objects.using(database).order_by("id")
    assert [(one.id, one.schema, one.dataset_id, one.publisher_id) for one in found] == rows


@ways
def test_one_bad_row_leaves_none(database: str, write: Callable[..., None]) -> None:
    rows = [("a" * 32, "Person", None, ""), ("a" * 32, "Person", None, "")]
    with pytest.raises(IntegrityError), transaction.atomic(using=database):
        write(database, Entity, COLUMNS, rows)
    assert not Entity.objects.using(database).exists()


@ways
def test_an_instant_comes_back_as_it_was(database: str, write: Callable[..., None]) -> None:
    columns = ("id", "name", "file_digest", "dated", "imported_at")
    with transaction.atomic(using=database):
        write(database, Dataset, columns, [("d" * 32, "list", "", "", stored_instant(database, AT))])
    assert Dataset.objects.using(database).get().imported_at == AT


def test_only_the_rows_named_are_changed(database: str) -> None:
    copy_many(database, Entity, COLUMNS, [(f"{number:032x}", "Person", None, "") for number in range(3)])
    changes = [(text, f"{number:032x}") for number, text in enumerate(HOSTILE[:2])]
    update_many(database, Entity, ["publisher_id"], iter(changes))
    found = Entity.objects.using(database).order_by("id").values_list("publisher_id", flat=True)
    assert list(found) == [*HOSTILE[:2], ""]
