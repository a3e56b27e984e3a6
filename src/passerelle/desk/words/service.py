"""Words for kinds of service."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from passerelle.core.party import ServiceKind as K

KINDS = {
    K.POLICE: _("police"),
    K.CUSTOMS: _("customs"),
    K.BORDER_GUARD: _("border guard"),
    K.PROSECUTOR: _("prosecutor"),
    K.COURT: _("court"),
    K.FIU: _("financial intelligence unit"),
    K.ASSET_RECOVERY: _("asset recovery office"),
    K.MINISTRY_OF_FINANCE: _("ministry of finance"),
    K.BANK: _("bank"),
    K.VICTIM_SUPPORT: _("victim support"),
    K.RESCUE_CENTRE: _("rescue centre"),
    K.READMISSION: _("readmission administration"),
    K.MONITOR: _("independent monitor"),
    K.DEFENCE: _("defence"),
    K.SUPERVISORY_AUTHORITY: _("supervisory authority"),
    K.INTERNATIONAL_BODY: _("international body"),
    K.PLATFORM: _("platform provider"),
    K.UNIVERSITY: _("university"),
}
