from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest
from scripts.messages import compiled, main

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: fr\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    room = tmp_path / "desk"
    (room / "templates").mkdir(parents=True)
    (room / "templates" / "inbox.html").write_text('{% load i18n %}{% translate "Nothing has left." %}')
    (room / "view.py").write_text('title = gettext_lazy("Inbox")\n')
    file = room / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(HEAD)
    return file


def test_a_sentence_without_translation_is_named_with_its_place(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(catalogue.parents[4]) == 1
    said = capsys.readouterr().out
    assert "'Nothing has left.' (templates/inbox.html:1)" in said
    assert "'Inbox' (view.py:1)" in said


def test_a_translated_catalogue_is_compiled_and_reads_back(catalogue: Path) -> None:
    translated = 'msgid "Nothing has left."\nmsgstr "Rien ne part."\n\nmsgid "Inbox"\nmsgstr "Réception"\n'
    catalogue.write_text(HEAD + translated, encoding="utf-8")
    assert main(catalogue.parents[4]) == 0
    with catalogue.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Nothing has left.") == "Rien ne part."


def test_a_sentence_that_left_the_screens_leaves_the_catalogue(catalogue: Path) -> None:
    catalogue.write_text(HEAD + 'msgid "Old"\nmsgstr "Ancien"\n', encoding="utf-8")
    main(catalogue.parents[4])
    assert "Ancien" not in catalogue.read_text(encoding="utf-8")


def test_gathering_twice_changes_nothing(catalogue: Path) -> None:
    main(catalogue.parents[4])
    once = catalogue.read_bytes(), compiled(catalogue)
    main(catalogue.parents[4])
    assert (catalogue.read_bytes(), compiled(catalogue)) == once


def test_english_needs_no_translation_of_itself(catalogue: Path) -> None:
    english = catalogue.parents[2] / "en" / "LC_MESSAGES" / "django.po"
    english.parent.mkdir(parents=True)
    english.write_text(HEAD.replace("fr", "en"))
    catalogue.unlink()
    assert main(catalogue.parents[4]) == 0
