"""The log of distress calls: closed to this machine as soon as it is written, and held after a death.

Each line is sealed (HPKE, RFC 9180, X25519, HKDF-SHA256, ChaCha20-Poly1305) to
a key whose other half lies elsewhere: with the rescue service, for whoever a
court appoints (rule 19). Without a key nothing is kept here but numbers and
hours. Old days are erased, unless somebody holds them.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from passerelle.errors import PasserelleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import Suite

    from passerelle.rescue.call import Call

HELD = "held.json"
INFO = b"passerelle/distress/1"


class LogError(PasserelleError):
    """A line of the log cannot be opened; the lines before it were read, none was changed."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} of the log is damaged, or sealed to another key; nothing was changed")


def written(folder: Path, key: str, call: Call, what: str, at: datetime) -> None:
    """One line stands on the disk under its day; raises OSError or ValueError, which delay no call."""
    line: dict[str, object] = {"id": call.id, "at": at.isoformat(), "what": what}
    if key:
        line["sealed"] = base64.b64encode(_sealed(key, call.to_json().encode(), call.id.encode())).decode()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = os.open(folder / f"{at:%Y-%m-%d}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(place, json.dumps(line).encode() + b"\n")
        os.fsync(place)
    finally:
        os.close(place)


def opened(folder: Path, secret: bytes) -> Iterator[dict[str, Any]]:
    """Every line, with the call it seals; raises LogError where a line is damaged or the key another."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey  # noqa: PLC0415 - see _sealed

    key = X25519PrivateKey.from_private_bytes(secret)
    for file in sorted(folder.glob("*.jsonl")):
        for number, text in enumerate(file.read_text("utf-8").splitlines(), 1):
            place = f"{file.name}, line {number}"
            try:
                line = json.loads(text)
            except ValueError:
                raise LogError(place) from None
            if "sealed" in line:
                line["call"] = _unsealed(key, line, place)
            yield line


def held(folder: Path, since: date, why: str, at: datetime) -> None:
    """From that day on no line is erased, and the reason stands beside the log."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / HELD
    holds = json.loads(file.read_text("utf-8")) if file.exists() else []
    holds.append({"since": since.isoformat(), "why": why, "at": at.isoformat()})
    file.write_text(json.dumps(holds, ensure_ascii=False), encoding="utf-8")
    file.chmod(0o600)


def pruned(folder: Path, keep_days: int, today: date) -> list[str]:
    """The days that were erased: older than the time kept, and held by nobody."""
    file = folder / HELD
    holds = json.loads(file.read_text("utf-8")) if file.exists() else []
    first_held = min((date.fromisoformat(one["since"]) for one in holds), default=date.max)
    gone = []
    for day in sorted(folder.glob("*.jsonl")):
        if date.fromisoformat(day.stem) < min(first_held, today - timedelta(days=keep_days)):
            day.unlink()
            gone.append(day.stem)
    return gone


def _sealed(key: str, data: bytes, about: bytes) -> bytes:
    # Read late: a machine whose cryptography is broken still sends its calls.
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey  # noqa: PLC0415 - see above

    return _suite().encrypt(data, X25519PublicKey.from_public_bytes(bytes.fromhex(key)), info=INFO + about)


def _unsealed(key: X25519PrivateKey, line: dict[str, Any], place: str) -> Any:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see _sealed

    sealed = base64.b64decode(line.pop("sealed"))
    try:
        return json.loads(_suite().decrypt(sealed, key, info=INFO + line["id"].encode()))
    except InvalidTag:
        raise LogError(place) from None


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite  # noqa: PLC0415 - see _sealed

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
