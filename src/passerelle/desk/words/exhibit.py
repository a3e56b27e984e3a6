"""Words for what was done with an exhibit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.evidence.custody import CustodyAct

CUSTODY = {
    CustodyAct.TAKEN: _("taken"),
    CustodyAct.READ: _("read"),
    CustodyAct.VERIFIED: _("verified: it is what was taken"),
    CustodyAct.DAMAGED: _("verified: it is not what was taken"),
    CustodyAct.HANDED: pgettext_lazy("custody", "given"),
    CustodyAct.RECEIVED: pgettext_lazy("custody", "received"),
    CustodyAct.KEPT: _("not received: kept by whoever gave it"),
}
