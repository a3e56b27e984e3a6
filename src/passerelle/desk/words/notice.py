"""Words for what waits in the inbox, and the icon of each kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.casework.inbox import Outcome
from passerelle.core.notice_kind import NoticeKind
from passerelle.protocol.messages import Came, Change

KINDS = {
    NoticeKind.HIT: _("Hit at a partner"),
    NoticeKind.OPENED: _("Conversation opened by a partner"),
    NoticeKind.LOCAL_HIT: _("Hit in our own files"),
    NoticeKind.OFFER: _("Offer"),
    NoticeKind.ARRIVAL: _("Release received"),
    NoticeKind.CORRECTION: _("Corrected by its owner"),
    NoticeKind.RESTRICTION: _("Stricter rules from its owner"),
    NoticeKind.RECALL: _("Taken back by its owner"),
    NoticeKind.OWED: _("A newer file changed what partners have"),
    NoticeKind.PROPOSAL: _("A recipient suggests a change"),
    NoticeKind.FEEDBACK: _("What came of it"),
    NoticeKind.CONSENT_ASKED: _("A recipient asks to pass something on"),
    NoticeKind.CONSENT: _("An owner's answer about passing on"),
    NoticeKind.REQUEST: _("Request, or what followed one"),
    NoticeKind.INCIDENT: _("Open incident: not confirmed by a partner"),
    NoticeKind.REFUSAL: _("Refused by a partner"),
    NoticeKind.ALARM: _("Alarm"),
}
ICONS = {
    NoticeKind.HIT: "radio-tower",
    NoticeKind.OPENED: "message-circle",
    NoticeKind.LOCAL_HIT: "link",
    NoticeKind.OFFER: "mail",
    NoticeKind.ARRIVAL: "inbox",
    NoticeKind.CORRECTION: "check",
    NoticeKind.RESTRICTION: "lock",
    NoticeKind.RECALL: "undo-2",
    NoticeKind.OWED: "send",
    NoticeKind.PROPOSAL: "message-circle",
    NoticeKind.FEEDBACK: "mail",
    NoticeKind.CONSENT_ASKED: "hand",
    NoticeKind.CONSENT: "mail",
    NoticeKind.REQUEST: "message-circle",
    NoticeKind.INCIDENT: "clock",
    NoticeKind.REFUSAL: "hand",
    NoticeKind.ALARM: "octagon-alert",
}
OUTCOMES = {
    Outcome.CONFIRMED: _("confirmed"),
    Outcome.REJECTED: _("rejected"),
}
CHANGES = {
    Change.CORRECT: _("correct it"),
    Change.RESTRICT: _("set stricter rules"),
    Change.RECALL: _("take it back"),
    Change.RENEW: _("renew it"),
}
CAME = {
    Came.ACCEPTED: _("suggestion accepted"),
    Came.DECLINED: _("suggestion declined"),
    Came.USED: _("it was used"),
    Came.CONFIRMED: _("another source confirms it"),
    Came.CONTRADICTED: _("another source contradicts it"),
    Came.UNUSED: _("it was not used"),
}
RECALLED = {
    "taken": _("erased there"),
    "tombstone": _("not held there; it will be kept out"),
    "restricted": _("restricted there by a legal duty"),
    "waiting": _("a person there decides"),
}
KEY_KINDS = {
    "name": pgettext_lazy("kind of key", "name"),
    "phone": pgettext_lazy("kind of key", "telephone number"),
    "account": pgettext_lazy("kind of key", "account number"),
    "iban": pgettext_lazy("kind of key", "account number"),
    "document": pgettext_lazy("kind of key", "document number"),
    "plate": pgettext_lazy("kind of key", "number plate"),
    "email": pgettext_lazy("kind of key", "e-mail address"),
    "handle": pgettext_lazy("kind of key", "online handle"),
    "crypto": pgettext_lazy("kind of key", "wallet address"),
}
