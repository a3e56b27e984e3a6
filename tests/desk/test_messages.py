from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from scripts.messages import gathered

import passerelle.desk
from passerelle.core.refusal_reason import RefusalReason
from passerelle.desk.words import refusal

if TYPE_CHECKING:
    from babel.messages.catalog import Message

ROOM = Path(passerelle.desk.__file__).parent
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
SAID = ("title", "aria-label", "placeholder", "alt")
# Proper names, key caps, and a command that is typed as it stands.
OWN = {"Passerelle", "Esc", "passerelle officer link FOLDER NAME --as … --why", "g", "j", "k", "narrow"}


def untranslated(source: str) -> list[str]:
    """Words that a reader would meet outside a translation tag."""
    bare = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", source, flags=re.DOTALL)
    bare = re.sub(r"\{% blocktrans.*?%\}.*?\{% endblocktrans %\}", "", bare, flags=re.DOTALL)
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", bare, flags=re.DOTALL)
    attributes = re.findall(rf'(?:{"|".join(SAID)})="([^"]*)"', bare)
    texts = re.split(r"<[^>]*>", bare)
    words = [word.strip(" \0\n·….,:/") for text in [*attributes, *texts] for word in text.split("\0")]
    return [word for word in words if re.search(r"[A-Za-z]", word) and word not in OWN]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_every_word_of_a_template_can_be_translated(template: Path) -> None:
    assert untranslated(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["<p>Hello</p>", '<a title="Close">{% trans "x" %}</a>', "{% trans 'a' %} and <b>{{ c }}</b>"],
    ids=["text", "attribute", "between"],
)
def test_a_bare_word_is_found(source: str) -> None:
    assert untranslated(source) != []


def test_french_is_complete() -> None:
    with (ROOM / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    open_ones = [
        message.id
        for message in catalogue
        if message.id
        and (
            message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
        )
    ]
    assert open_ones == []
    assert len(catalogue) > 400


def test_the_french_catalogue_holds_every_sentence_of_the_source() -> None:
    with (ROOM / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        held = {_key(message) for message in read_po(file)}
    assert {_key(message) for message in gathered(ROOM)} - held == set()


@pytest.mark.parametrize("reason", RefusalReason)
def test_every_reason_for_a_refusal_reads_in_both_languages(reason: RefusalReason) -> None:
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            said[language] = str(refusal.REASONS[reason])
    assert said["en"] == reason.sentence
    assert said["fr"] != said["en"]


def test_french_keeps_every_place_for_a_value() -> None:
    with (ROOM / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    places = re.compile(r"%\(\w+\)s|</?strong>")
    for message in catalogue:
        for said, meant in zip(_forms(message.string), _forms(message.id), strict=True):
            assert sorted(places.findall(said)) == sorted(places.findall(meant)), meant


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, _forms(message.id)[0]


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)
