"""Gather the sentences of the screens into catalogues, compile them, and fail on one without a translation.

GNU gettext is not needed: Babel reads Python, and Django itself turns a
template into something Babel can read. English is written in the source, so an
English catalogue only holds what must read otherwise there.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = Path(__file__).parent.parent / "src" / "passerelle"
SOURCE_LANGUAGE = "en"
LAZY = {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY}


def main(rooms: Path = ROOMS) -> int:
    """0 when every sentence of every room is translated; the catalogues are written either way."""
    if not settings.configured:
        settings.configure()
    missing = 0
    for room in sorted(folder.parent for folder in rooms.glob("*/locale")):
        template = gathered(room)
        for file in sorted(room.glob("locale/*/LC_MESSAGES/django.po")):
            catalog = _update(file, template)
            for message in _untranslated(catalog):
                missing += 1
                places = ", ".join(f"{path}:{line}" for path, line in message.locations)
                print(f"{file.relative_to(rooms)}: {_text(message)!r} ({places})")
    if missing:
        print(f"{missing} sentences have no translation. Write them in the files above and run this again.")
    return 1 if missing else 0


def compiled(file: Path) -> bytes:
    """What the .mo file beside this .po file must hold."""
    with file.open("rb") as source:
        catalog = read_po(source)
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def gathered(room: Path) -> Catalog:
    """Every sentence that the code and the templates of the room say."""
    catalog = Catalog(charset="utf-8")
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        source = io.BytesIO((text if path.suffix == ".py" else templatize(text)).encode())
        found = extract("python", source, KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
        for line, sentence, comments, context in found:
            place = (path.relative_to(room).as_posix(), line)
            catalog.add(sentence, locations=[place], auto_comments=comments, context=context)
    return catalog


def _update(file: Path, template: Catalog) -> Catalog:
    with file.open("rb") as source:
        catalog = read_po(source, locale=file.parent.parent.name)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalog.obsolete.clear()
    target = io.BytesIO()
    # Line numbers would change the catalogue with every edit of a template.
    write_po(target, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
    file.write_bytes(target.getvalue())
    file.with_suffix(".mo").write_bytes(compiled(file))
    return catalog


def _untranslated(catalog: Catalog) -> Iterator[Message]:
    if str(catalog.locale) == SOURCE_LANGUAGE:
        return
    for message in catalog:
        said = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and (message.fuzzy or not all(said)):
            yield message


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main())
