"""A paper set by Typst: the same text gives the same bytes, with no clock, network or file of the machine."""

from __future__ import annotations

import tempfile

from passerelle.errors import PasserelleError


class PaperAbsentError(PasserelleError):
    """The extra that sets papers is not installed; nothing was made."""

    def __init__(self) -> None:
        super().__init__("the paper extra is not installed; nothing was made, add passerelle[paper]")


class PaperNotSetError(PasserelleError):
    """The compiler refused the text; nothing was made."""

    def __init__(self) -> None:
        super().__init__("the paper could not be set; nothing was made, export the table")


def pdf(text: str) -> bytes:
    """The text as PDF. Only the fonts that the compiler brings are used, and its folder is empty."""
    try:
        import typst  # noqa: PLC0415 - an optional extra
    except ModuleNotFoundError:
        raise PaperAbsentError from None
    with tempfile.TemporaryDirectory() as empty:
        try:
            compiler = typst.Compiler(root=empty, ignore_system_fonts=True)
            made = compiler.compile(text.encode(), pdf_standards="a-2b")
        except typst.TypstError:
            raise PaperNotSetError from None
    assert isinstance(made, bytes)
    return made
