"""Words for what waits in the inbox, and the icon of each kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KINDS = {
    "hit": _("Hit at a partner"),
    "local-hit": _("Hit in our own files"),
    "opened-hit": _("Conversation opened by a partner"),
    "conversation": _("Conversation opened by a partner"),
    "offer": _("Offer"),
    "arrival": _("Release received"),
    "release": _("Release received"),
    "receipt": _("Receipt"),
    "recall": _("Recall"),
    "correction": _("Correction"),
    "refusal": _("Refusal"),
    "question": _("Question received"),
}
ICONS = {
    "hit": "radio-tower",
    "local-hit": "link",
    "opened-hit": "message-circle",
    "conversation": "message-circle",
    "offer": "mail",
    "arrival": "inbox",
    "release": "inbox",
    "receipt": "check",
    "recall": "undo-2",
    "correction": "undo-2",
    "refusal": "hand",
    "question": "circle-help",
}
OUTCOMES = {
    "confirmed": _("confirmed"),
    "rejected": _("rejected"),
    "opened": _("conversation opened"),
    "read": _("read"),
    "done": _("done"),
}
