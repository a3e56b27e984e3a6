"""Addresses of the desk. No personal value is ever in one: ids are random."""

from __future__ import annotations

from django.urls import path

from passerelle.core.permission_row import EntryKind
from passerelle.core.way_in import require_listed
from passerelle.desk.views import (
    agreement,
    amend,
    asset,
    case,
    conversation,
    document,
    entity,
    exhibit,
    explain,
    freeze,
    hold,
    identification,
    inbox,
    journal,
    ledger,
    money,
    partner,
    profile,
    proposal,
    release,
    resolution,
    search,
    sign,
)

app_name = "desk"

urlpatterns = [
    path("", sign.home, name="home"),
    path("asset/<str:name>", asset.asset, name="asset"),
    path("enter/<str:token>", sign.sign_in, name="sign-in"),
    path("signed-out", sign.signed_out, name="signed-out"),
    path("sign-out", sign.sign_out, name="sign-out"),
    path("duty", sign.duty, name="duty"),
    path("profile", profile.profile, name="profile"),
    path("preferences", profile.preferences, name="preferences"),
    path("exhibits/<str:exhibit>", exhibit.exhibit, name="exhibit"),
    path("exhibits/<str:exhibit>/verify", exhibit.exhibit_verify, name="exhibit-verify"),
    path("exhibits/<str:exhibit>/content", exhibit.exhibit_content, name="exhibit-content"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/waiting", inbox.inbox_waiting, name="inbox-waiting"),
    path("inbox/<str:notice>/act", inbox.notice_act, name="notice-act"),
    path("inbox/<str:notice>/conversation", conversation.conversation, name="conversation"),
    path("cases", case.cases, name="cases"),
    path("cases/leave", case.case_leave, name="case-leave"),
    path("cases/<str:case>", case.case, name="case"),
    path("cases/<str:case>/enter", case.case_enter, name="case-enter"),
    path("cases/<str:case>/money", money.money, name="money"),
    path("cases/<str:case>/money/add", ledger.ledger_add, name="ledger-add"),
    path("cases/<str:case>/money/note", money.money_note, name="money-note"),
    path("cases/<str:case>/money/flags", money.money_flags, name="money-flags"),
    path("cases/<str:case>/money/place", money.money_place, name="money-place"),
    path("cases/<str:case>/money/export", money.money_export_file, name="money-export"),
    path("cases/<str:case>/money/freeze", freeze.freeze_ask, name="freeze-ask"),
    path("freezes/<str:freeze>", freeze.freeze_act, name="freeze-act"),
    path("ledgers/<str:ledger>/map", ledger.ledger_map, name="ledger-map"),
    path("ledgers/<str:ledger>/choose", money.ledger_choose, name="ledger-choose"),
    path("identification", identification.identification, name="identification"),
    path("identification/<str:who>", identification.identification_act, name="identification-act"),
    path("entities/<str:entity>", entity.entity, name="entity"),
    path("entities/<str:entity>/release", release.release, name="release"),
    path("records/<str:record>", release.recall, name="recall"),
    path("records/<str:record>/correct", amend.correct, name="correct"),
    path("records/<str:record>/restrict", amend.restrict, name="restrict"),
    path("records/<str:record>/propose", proposal.propose, name="propose"),
    path("inbox/<str:notice>/owed", amend.owed, name="owed"),
    path("inbox/<str:notice>/proposal", proposal.proposal, name="proposal"),
    path("entities/<str:entity>/explain", explain.explain, name="explain"),
    path("entities/<str:entity>/same", resolution.resolution, name="resolution"),
    path("entities/<str:left>/same/<str:right>", resolution.pair, name="pair"),
    path("entities/<str:left>/same/<str:right>/undo", resolution.pair_undo, name="pair-undo"),
    path("entities/<str:entity>/holds", hold.hold, name="hold"),
    path("holds/<str:hold>/lift", hold.lift, name="hold-lift"),
    path("search", search.search, name="search"),
    path("documents/check", document.document, name="document"),
    path("partners", partner.partners, name="partners"),
    path("agreements", agreement.agreements, name="agreements"),
    path("agreements/<str:agreement>", agreement.agreement, name="agreement"),
    path("journal", journal.journal, name="journal"),
    path("groups/<str:entity>", entity.group, name="group"),
]

# An address whose name has no row in the permission table does not start.
require_listed(EntryKind.ROUTE, (f"{app_name}:{one.name}" for one in urlpatterns))
