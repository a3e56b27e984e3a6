"""The pages: one form without a needed field, what became of a call, and the button of a centre.

Plain HTML without script, readable on a small screen and by a reader of
screens. The words stand in one table, complete in each language.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from passerelle.rescue.report import FIELDS

if TYPE_CHECKING:
    from passerelle.rescue.call import Call
    from passerelle.rescue.centre import Centre

STYLE = """
:root{color-scheme:light dark;--ink:#14181f;--ground:#fff;--line:#5b6472;--red:#b3161b}
@media(prefers-color-scheme:dark){:root{--ink:#eef1f5;--ground:#14181f;--line:#9aa4b2;--red:#c8262b}}
body{font:1.125rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:0 auto;
max-width:40rem;padding:1rem}
h1{font-size:1.75rem;margin:.5rem 0}
label{display:block;font-weight:600;margin-top:1rem}
.hint{font-weight:400;font-size:1rem;display:block}
input,textarea{width:100%;box-sizing:border-box;font:inherit;padding:.5rem;border:2px solid var(--line);
border-radius:.25rem;background:var(--ground);color:var(--ink)}
button{font:inherit;font-weight:700;margin-top:1.25rem;padding:.75rem 1.25rem;border:0;border-radius:.25rem;
background:var(--red);color:#fff;width:100%}
button:focus-visible,input:focus-visible,textarea:focus-visible,a:focus-visible{outline:3px solid var(--ink);
outline-offset:2px}
a{color:inherit}
nav a{margin-inline-end:1rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;border-bottom:1px solid var(--line);padding:.4rem .4rem .4rem 0;vertical-align:top}
"""
DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{DIGEST}'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ROWS = {"state": 2, "text": 4}
WORDS: dict[str, dict[str, str]] = tomllib.loads(
    resources.files(__package__).joinpath("words.toml").read_text("utf-8")
)


def form(language: str) -> str:
    """The empty form."""
    words = WORDS[language]
    fields = "".join(_field(name, words) for name in FIELDS)
    button = f'<button type="submit">{words["send"]}</button>'
    inside = f'<form method="post" action="/?lang={language}">{fields}{button}</form>'
    return _page(language, words["title"], f"<p>{words['lead']}</p>{inside}{_languages()}")


def standing(language: str, call: Call, told: tuple[Centre, ...]) -> str:
    """What became of a call, without a word of what was said in it."""
    words = WORDS[language]
    if call.is_open:
        title, lead = words["sent"], words["sent_lead"]
    else:
        title, lead = words["acknowledged"], f"{words['by']} {escape(call.acknowledged_by)}"
    # The address of the page itself; a page that loads by itself takes away what is being read (WCAG 2.2.1).
    again = f'<p><a href="">{words["again"]}</a></p>' if call.is_open else ""
    late = f"<p><strong>{words['escalated']}</strong></p>" if call.is_open and call.escalated_at else ""
    rows = "".join(
        f'<tr><th scope="row">{escape(way.centre)}</th><td>{words[way.channel]}</td>'
        f"<td>{words['gone'] if way.sent_at else words['waiting']}</td></tr>"
        for way in call.ways
    )
    heads = "".join(f'<th scope="col">{words[one]}</th>' for one in ("centre", "way", "state_of"))
    phones = "".join(
        f"<li>{escape(one.name)}: <a href='tel:{escape(one.telephone)}'>{escape(one.telephone)}</a></li>"
        for one in told
        if one.telephone
    )
    calls = f"<h2>{words['telephone']}</h2><ul>{phones}</ul>" if phones else ""
    inside = (
        f'<p role="status">{lead}</p>{again}{late}<p>{words["number"]} <code>{call.id[:8]}</code></p>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{calls}"
        f'<p><a href="/?lang={language}">{words["another"]}</a></p>'
    )
    return _page(language, title, inside)


def taking(language: str, address: str) -> str:
    """The one button of a centre; opening this page acknowledges nothing."""
    words = WORDS[language]
    field = f'<label for="who">{words["who"]}</label><input id="who" name="who" autocomplete="off">'
    button = f'<button type="submit">{words["take"]}</button>'
    inside = (
        f'<p>{words["take_lead"]}</p><form method="post" action="{escape(address)}">{field}{button}</form>'
    )
    return _page(language, words["take"], inside)


def notice(language: str, word: str) -> str:
    """A page of one sentence."""
    words = WORDS[language]
    link = f'<p><a href="/?lang={language}">{words["title"]}</a></p>'
    return _page(language, words["title"], f'<p role="status">{words[word]}</p>{link}')


def _field(name: str, words: dict[str, str]) -> str:
    hint = f'<span class="hint" id="{name}-hint">{words[f"{name}_hint"]}</span>'
    label = f'<label for="{name}">{words[name]}{hint}</label>'
    common = f'id="{name}" name="{name}" dir="auto" autocomplete="off"'
    if name in ROWS:
        return f'{label}<textarea {common} rows="{ROWS[name]}"></textarea>'
    return f"{label}<input {common}>"


def _languages() -> str:
    links = "".join(
        f'<a href="/?lang={code}" lang="{code}">{words["named"]}</a>' for code, words in WORDS.items()
    )
    return f"<nav>{links}</nav>"


def _page(language: str, title: str, inside: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{inside}</main></body></html>"
    )
