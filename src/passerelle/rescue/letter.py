"""The words that a centre receives, in English, the working language of rescue at sea, and in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from passerelle.rescue.report import FIELDS

if TYPE_CHECKING:
    from datetime import datetime

    from passerelle.rescue.call import Call
    from passerelle.rescue.centre import Centre
    from passerelle.rescue.settings import Settings

TITLES = {
    "position": "Position / Position",
    "people": "People / Personnes",
    "state": "State / État",
    "contact": "Contact / Contact",
    "languages": "Languages / Langues",
    "text": "Message / Message",
}
NOT_SAID = "not said / non précisé"
NO_NUMBER = "no telephone set / aucun téléphone inscrit"


def subject(call: Call) -> str:
    """The line above a letter; it tells nothing of the people."""
    return f"DISTRESS / DÉTRESSE {call.id[:8]}"


def body(settings: Settings, call: Call) -> dict[str, object]:
    """The call as an object: the six fields as they were said, and a point when one could be read."""
    point = call.report.point
    return {
        "passerelle_distress": 1,
        "id": call.id,
        "raised_at": call.raised_at.isoformat(),
        "escalations": len(call.escalated_at),
        "from": settings.sender,
        **call.report.fields(),
        "point": [point.latitude, point.longitude] if point else None,
        "acknowledge": address(settings, call),
    }


def text(settings: Settings, call: Call, told: tuple[Centre, ...]) -> str:
    """The call as a page to read aloud, with whom it went to and their telephones."""
    said = call.report.fields()
    point = call.report.point
    lines = [
        "DISTRESS / DÉTRESSE" + (" - NOT ACKNOWLEDGED / SANS ACCUSÉ" if call.escalated_at else ""),
        f"{call.id[:8]}  {_hour(call.raised_at)}  {settings.sender}",
        "",
        *(f"{TITLES[name]}: {said[name] or NOT_SAID}" for name in FIELDS),
    ]
    if point:
        lines.append(f"Read as / Lu comme: {point.latitude:.5f} {point.longitude:.5f}")
    lines += ["", "For / Pour:", *(f"  {one.name}  {one.telephone or NO_NUMBER}" for one in told)]
    if settings.public:
        lines += ["", "Acknowledge / Accuser réception:", f"  {address(settings, call)}"]
    return "\n".join(lines) + "\n"


def address(settings: Settings, call: Call) -> str:
    """Where the centre says that it has the call in hand; empty when this node has no address outside."""
    return f"{settings.public}/acknowledge/{call.id}/{call.key}" if settings.public else ""


def _hour(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")
