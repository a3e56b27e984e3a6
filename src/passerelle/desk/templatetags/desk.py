"""Small things a template says: an icon, a built file's address, a word of a closed list, an instant."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from passerelle.casework.journaling import NODE_ROLE
from passerelle.core.property_type import PropertyType
from passerelle.core.vocabulary import prop
from passerelle.desk.asset import built_name, icons
from passerelle.desk.words import (
    act,
    comparison,
    document,
    exhibit,
    flag,
    money,
    notice,
    refusal,
    request,
    rule,
    schema,
    service,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from passerelle.casework.sharing import Line
    from passerelle.core.handling import Handling

register = template.Library()

LISTS: dict[str, Mapping[Any, Any]] = {
    "accounting": money.ACCOUNTINGS,
    "act": act.ACTS,
    "assertion": rule.ASSERTIONS,
    "business": flag.BUSINESSES,
    "category": rule.CATEGORIES,
    "channel": flag.CHANNELS,
    "check": document.CHECKS,
    "compared": comparison.COMPARED,
    "clause": refusal.CLAUSES,
    "declared": document.DECLARED,
    "ground": document.GROUNDS,
    "lead": document.LEADS,
    "document": document.FIELDS,
    "field": {**schema.PROPERTIES, **notice.KEY_KINDS},
    "freeze": money.FREEZES,
    "freeze-state": money.FREEZE_STATES,
    "handling": rule.HANDLING,
    "order-answer": money.ANSWERS,
    "identification": money.IDENTIFICATION,
    "hold": rule.HOLDS,
    "custody": exhibit.CUSTODY,
    "information": rule.INFORMATION_GRADES,
    "came": notice.CAME,
    "change": notice.CHANGES,
    "judged": comparison.VERDICTS,
    "kept": rule.KEPT,
    "key": notice.KEY_KINDS,
    "indicator": document.INDICATORS,
    "node-reason": act.NODE_REASONS,
    "notice": notice.KINDS,
    "object": flag.OBJECTS,
    "outcome": notice.OUTCOMES,
    "finding": document.OUTCOMES,
    "follows": comparison.REASONS,
    "recalled": notice.RECALLED,
    "property": schema.PROPERTIES,
    "purpose": rule.PURPOSES,
    "quality": document.QUALITIES,
    "refusal": refusal.REASONS,
    "reference": {**act.REFERENCES, **act.OCCASIONS},
    "request-alarm": request.ALARMS,
    "request-alike": request.ALIKE,
    "request-channel": request.CHANNELS,
    "request-channel-reason": request.CHANNEL_REASONS,
    "request-clock": request.STANDINGS,
    "request-ground": request.GROUNDS,
    "request-kind": request.KINDS,
    "request-no-copy": request.NO_COPY,
    "request-state": request.STATES,
    "request-step": request.STEPS,
    "request-urgency": request.URGENCIES,
    "request-urgent": request.URGENT_BECAUSE,
    "role": {**rule.ROLES, NODE_ROLE: act.NODE},
    "schema": schema.SCHEMATA,
    "service": service.KINDS,
    "source": rule.SOURCE_GRADES,
    "standing": comparison.STANDINGS,
}
ICON_LISTS: dict[str, Mapping[Any, str]] = {"notice": notice.ICONS, "schema": schema.ICONS}
LAST_LATIN = 0x24F


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing of that name, hidden from readers of text: words always stand beside it."""
    # The markup is our own, read from the built table; no value of a request is in it.
    inside = mark_safe(icons()[name])  # noqa: S308 - see above
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        inside,
    )


@register.simple_tag
def asset(name: str) -> str:
    """The address of the built file."""
    return reverse("desk:asset", args=[built_name(name)])


@register.filter
def word(value: Any, which: str) -> Any:
    """The words for a value of that closed list; a value we do not know is shown as it came."""
    return LISTS[which].get(value, value)


@register.filter
def tell(value: str) -> str:
    """What the check of a document said, in the language of the reader."""
    return document.tell(value)


@register.filter
def found(value: Mapping[str, Any]) -> str:
    """What a rule found, in the language of the reader."""
    return flag.said_of(value)


@register.filter
def reference(value: str) -> str:
    """What a line of the journal belongs to: a case as written, an occasion in the reader's language."""
    occasion, space, number = value.partition(" ")
    known = LISTS["reference"]
    return str(known.get(value) or (f"{known[occasion]}{space}{number}" if occasion in known else value))


@register.filter
def icon_of(value: str, which: str) -> str:
    """The icon for a value of that list."""
    return ICON_LISTS[which].get(value, "info")


@register.filter
def latin(value: str) -> str:
    """The value in Latin letters when it is written in others, else nothing."""
    foreign = any(ord(letter) > LAST_LATIN and letter.isalpha() for letter in value)
    return anyascii(value) if foreign else ""


@register.filter
def when(value: datetime | date | None) -> SafeString | str:
    """An instant with its zone, or a day, as the reader's language writes it."""
    if value is None:
        return ""
    if not isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "j N Y"))
    local = localtime(value)
    shown = f"{date_format(local, 'j N Y, H:i')}\u00a0{local.tzname()}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), shown)


@register.filter
def day(value: datetime) -> SafeString:
    """The day of an instant; its hour and zone show when one rests on it."""
    local = localtime(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(),
        f"{date_format(local, 'j N Y, H:i')} {local.tzname()}",
        date_format(local, "j N Y"),
    )


@register.filter
def named(names: Mapping[str, str], key: str) -> str:
    """The name for that id; an id without one is shortened."""
    return names.get(key, key[:8])


@register.filter
def is_link(line: Line) -> bool:
    """True when the value is the id of another entity."""
    return prop(line.schema, line.prop).type == PropertyType.ENTITY


@register.filter
def gravest(codes: str) -> str:
    """The code that colours the band: the one furthest from H0."""
    return max(codes.split("+"), default="H0")


@register.filter
def codes(handling: Handling | str) -> list[str]:
    """The codes of a handling, in order."""
    return sorted(str(handling).split("+"))
