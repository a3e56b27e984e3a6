"""Records of an XML file, one at a time, each with the line where it begins.

A document type declaration is refused whatever it declares, so no entity is
ever expanded and nothing outside the file is ever read. Depth and text are
bounded, and a finished record is dropped once it has been handed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from passerelle.formats.source import PIECE
from passerelle.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from xml.sax.xmlreader import AttributesImpl

    from passerelle.formats.source import Source

DEEPEST = 32
LONGEST_RECORD = 1_000_000


@dataclass(slots=True)
class Element:
    """An element of a record, under its name without a prefix."""

    tag: str
    line: int
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The element's own text, with every run of white space as one space."""
        return " ".join("".join(self.pieces).split())

    def each(self, tag: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.tag == tag)

    def of(self, tag: str) -> str:
        """The text of the first child of that name, or an empty text."""
        return next((child.text for child in self.each(tag)), "")

    def at(self, *tags: str) -> Element | None:
        """The first descendant by those names, one below the other, or None."""
        element: Element | None = self
        for tag in tags:
            element = next(element.each(tag), None) if element else None
        return element

    def text_at(self, *tags: str) -> str:
        """The text of that descendant, or an empty text."""
        element = self.at(*tags)
        return element.text if element else ""

    def values(self, tag: str) -> tuple[str, ...]:
        """The texts of every VALUE under the children of that name."""
        return tuple(value.text for child in self.each(tag) for value in child.each("VALUE") if value.text)


class _Collector(ContentHandler):
    def __init__(self, parser: DefusedExpatParser, tags: Collection[str]) -> None:
        super().__init__()
        self.done: list[Element] = []
        self.root = ""
        self._parser = parser
        self._tags = tags
        self._depth = 0
        self._size = 0
        self._open: list[Element] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's own signature
        name = name.rpartition(":")[2]
        self._depth += 1
        self.root = self.root or name
        line = self._parser.getLineNumber() or 0
        if self._depth > DEEPEST:
            raise UnreadableError(line, f"elements are nested deeper than {DEEPEST}")
        if not self._open and name not in self._tags:
            return
        self._grow(len(name), line)
        element = Element(name, line, attributes=dict(attrs.items()))
        self._grow(sum(map(len, element.attributes.values())), line)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 - SAX's own signature
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self.done.append(element)
            self._size = 0

    def characters(self, content: str) -> None:
        if self._open:
            self._grow(len(content), self._open[0].line)
            self._open[-1].pieces.append(content)

    def _grow(self, size: int, line: int) -> None:
        self._size += size
        if self._size > LONGEST_RECORD:
            raise UnreadableError(line, f"a record is longer than {LONGEST_RECORD} characters")


def records(source: Source, root: str, tags: Collection[str]) -> Iterator[Element]:
    """Each record of those names under that root; raises UnreadableError where the file breaks off."""
    parser = DefusedExpatParser(forbid_dtd=True)
    collector = _Collector(parser, tags)
    parser.setContentHandler(collector)
    failure: UnreadableError | None = None
    ended = False
    fed = 0
    while not ended and not failure:
        try:
            piece = source.read(PIECE)
            ended = not piece
            if ended:
                parser.close()
            else:
                parser.feed(piece)
                fed += len(piece)
                _check_progress(parser, fed)
        except (UnreadableError, SAXParseException, DefusedXmlException, ValueError, LookupError) as error:
            failure = _broken(error, parser.getLineNumber() or 1)
        if collector.root not in {"", root}:
            raise UnreadableError(1, f"the root element is not {root}")
        yield from collector.done
        collector.done.clear()
    if failure:
        raise failure


def _check_progress(parser: DefusedExpatParser, fed: int) -> None:
    # Expat reads an unfinished tag or comment again from its start with every piece: its length is bounded.
    # SAX's own locator tells line and column only, so the byte is asked of the parser inside.
    done: int = parser._parser.CurrentByteIndex  # type: ignore[attr-defined] # noqa: SLF001 - said above
    if fed - done > LONGEST_RECORD:
        raise UnreadableError(parser.getLineNumber() or 1, f"a tag is longer than {LONGEST_RECORD} bytes")


def _broken(error: Exception, line: int) -> UnreadableError:
    match error:
        case UnreadableError():
            return UnreadableError(error.line or line, error.reason)
        case DefusedXmlException():
            return UnreadableError(line, "the file declares a document type or entities, which is refused")
        case SAXParseException():
            return UnreadableError(line, f"the XML is broken off or not well-formed ({error.getMessage()})")
        case _:
            return UnreadableError(line, "the XML is in an encoding that is not read; save it as UTF-8")
