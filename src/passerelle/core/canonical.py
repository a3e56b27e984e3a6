"""One byte string for one value (RFC 8785, JSON Canonicalization Scheme).

Only strings, integers, booleans, null, lists and string-keyed objects are
accepted: no floating point number is ever signed or hashed here, so the part
of RFC 8785 that formats them is not needed. Bytes are what is signed; parsed
JSON never is.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring

from passerelle.errors import PasserelleError

ACCEPTED = "string, integer, boolean, null, list, object"
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


class CanonicalError(PasserelleError):
    """A value has no canonical form, or bytes are not in it."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of a value; raises CanonicalError for floats, lone surrogates, large integers."""
    _check(value, DEEPEST)
    ordered = _sorted(value)
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def canonical_texts(texts: list[str]) -> bytes:
    """The RFC 8785 bytes of a list of strings, from which a statement has its id; the same, but faster."""
    plain = '","'.join(texts)
    if (
        plain.isascii()
        and plain.isprintable()
        and "\\" not in plain
        and plain.count('"') == 2 * len(texts) - 2
    ):
        # Nothing in it is written otherwise than as it is.
        return f'["{plain}"]'.encode()
    try:
        return ("[" + ",".join(map(encode_basestring, texts)) + "]").encode("utf-8")
    except UnicodeEncodeError:
        raise CanonicalError("a lone surrogate has no UTF-8 form") from None


def parse_canonical(data: bytes) -> Json:
    """The value whose canonical bytes are exactly `data`; raises CanonicalError for any other spelling."""
    try:
        value: Json = json.loads(data.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CanonicalError(f"not canonical JSON: {type(error).__name__}") from None
    if canonical(value) != data:
        raise CanonicalError("not canonical JSON: the same value has other bytes")
    return value


def _no_float(_text: str) -> Json:
    raise CanonicalError("a number with a fraction or exponent has no place in a message")


def _check(value: Json, depth: int) -> None:
    if depth == 0:
        raise CanonicalError(f"nested deeper than {DEEPEST}")
    match value:
        case None | bool():
            return
        case int():
            _check_integer(value)
        case str():
            _check_text(value)
        case list():
            for item in value:
                _check(item, depth - 1)
        case dict():
            for key, item in value.items():
                _check_text(key)
                _check(item, depth - 1)
        case _:
            raise CanonicalError(f"{type(value).__name__} has no canonical form; use {ACCEPTED}")


def _check_integer(number: int) -> None:
    if abs(number) > LARGEST_INTEGER:
        raise CanonicalError("an integer beyond 2^53 - 1 is not exact everywhere")


def _check_text(text: str) -> None:
    if not isinstance(text, str):
        raise CanonicalError("an object's key is a string")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise CanonicalError("a lone surrogate has no UTF-8 form") from None


def _sorted(value: Json) -> Json:
    if isinstance(value, dict):
        # RFC 8785 section 3.2.3: keys sort by UTF-16 code units.
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _sorted(value[key]) for key in keys}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return value
