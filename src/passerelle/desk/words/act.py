"""Words for what the journal says was done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from passerelle.protocol.journal import Act

ACTS = {
    Act.COLLECTION: _("collection"),
    Act.ALTERATION: _("alteration"),
    Act.CONSULTATION: _("consultation"),
    Act.DISCLOSURE: _("disclosure"),
    Act.COMBINATION: _("combination"),
    Act.ERASURE: _("erasure"),
    Act.ACCESS_CHANGE: _("change of access"),
    Act.OVERSIGHT: _("oversight"),
}
