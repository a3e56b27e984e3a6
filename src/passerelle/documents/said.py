"""A sentence that still knows its form, so that a screen can say it in the reader's language.

To everybody else it is the English text. A sentence without places is its own
form, and needs none of this.
"""

from __future__ import annotations


class Said(str):
    """A text made from a form; the facts that fill its places may be such texts themselves."""

    __slots__ = ("facts", "form")
    form: str
    facts: dict[str, str]


def said(form: str, **facts: str) -> Said:
    """The form with its places filled."""
    one = Said(form % facts)
    one.form, one.facts = form, facts
    return one
