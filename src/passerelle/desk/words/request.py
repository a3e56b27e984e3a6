"""Words for requests, their clocks and their channels."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelle.core.request_channel import Channel, ChannelReason
from passerelle.core.request_clock import Standing, Urgency
from passerelle.core.request_content import UrgencyReason
from passerelle.core.request_copying import NoCopyReason
from passerelle.core.request_duplicate import Alike
from passerelle.core.request_kind import RequestKind
from passerelle.core.request_progress import Alarm, RequestState
from passerelle.core.request_step import Step

KINDS = {
    RequestKind.INFORMATION: _("request for information"),
    RequestKind.OWN_INITIATIVE: _("information given unasked"),
    RequestKind.INVESTIGATION_ORDER: _("European investigation order"),
    RequestKind.LETTER_ROGATORY: _("letter rogatory"),
    RequestKind.FREEZING: _("freezing order"),
    RequestKind.CONFISCATION: _("confiscation order"),
}
STATES = {
    RequestState.RECEIVED: _("not acknowledged yet"),
    RequestState.ACKNOWLEDGED: _("in progress"),
    RequestState.CLARIFICATION: _("waiting for the requester"),
    RequestState.EXTENDED: _("waiting for an authorisation"),
    RequestState.RECOGNISED: _("recognised"),
    RequestState.ANSWERED: _("answered"),
    RequestState.PARTLY: _("answered in part"),
    RequestState.REFUSED: _("refused"),
}
URGENCIES = {
    Urgency.URGENT_DIRECT: _("urgent, and the information can be reached directly"),
    Urgency.URGENT_INDIRECT: _("urgent, and it must be obtained from others"),
    Urgency.OTHER: _("not urgent"),
}
URGENT_BECAUSE = {
    UrgencyReason.PUBLIC_SECURITY: _("an immediate and serious threat to public security"),
    UrgencyReason.LIFE_OR_LIMB: _("an imminent threat to somebody's life or body"),
    UrgencyReason.LIBERTY: _("a decision on somebody's liberty hangs on it"),
    UrgencyReason.LOSING_RELEVANCE: _("it would soon be of no use"),
}
STEPS = {
    Step.ACKNOWLEDGED: _("acknowledgement"),
    Step.CLARIFICATION: _("clarification asked"),
    Step.CLARIFIED: _("clarification given"),
    Step.EXTENDED: _("delay told"),
    Step.RECOGNISED: _("recognition"),
    Step.EXECUTED: _("execution"),
    Step.ANSWERED: pgettext_lazy("step of a request", "answer"),
}
STANDINGS = {
    Standing.RUNNING: _("running"),
    Standing.SUSPENDED: _("suspended"),
    Standing.OVERDUE: _("overdue"),
    Standing.IN_TIME: _("in time"),
    Standing.AUTHORISED: _("late, with a judicial authorisation"),
    Standing.LATE: _("late"),
}
ALARMS = {
    Alarm.CALM: _("in time"),
    Alarm.AMBER: _("three quarters of the time are gone"),
    Alarm.RED: _("the time is over"),
}
CHANNELS = {
    Channel.NODE: _("from node to node"),
    Channel.SIENA: "SIENA",
    Channel.I_24_7: "I-24/7",
    Channel.SELEC: "SELEC",
}
CHANNEL_REASONS = {
    ChannelReason.THIRD_STATE: _("a third State or an international body takes part"),
    ChannelReason.URGENCY: _("it is so urgent that another channel is used for a time"),
    ChannelReason.INCIDENT: _("an unexpected technical or operational failure"),
}
NO_COPY = {
    NoCopyReason.SENSITIVE_INQUIRY: _("a highly sensitive inquiry is under way"),
    NoCopyReason.TERRORISM: _("a terrorism case, no emergency"),
    NoCopyReason.SAFETY_OF_A_PERSON: _("somebody's safety"),
}
ALIKE = {
    Alike.REFERENCE: _("the same reference"),
    Alike.KEY: _("about the same number, account or name"),
    Alike.WORDS: _("the same words"),
}
# The codes of article 6(1), and of the agreements of this version; another code is shown as it is.
GROUNDS = {
    "not-available": _("it is not available here"),
    "not-compliant": _("the request lacks what it must say"),
    "judicial-authorisation-refused": _("the judicial authorisation was refused"),
    "outside-data-categories": _("the data are of no category that may be given"),
    "inaccurate-data": _("the data were found inaccurate, incomplete or outdated"),
    "national-security": _("it would harm national security"),
    "harms-inquiry-or-a-person": _("it would harm an inquiry, or somebody's safety"),
    "harms-inquiry": _("it would harm an inquiry"),
    "endangers-a-person": _("it would harm somebody's safety"),
    "harms-a-legal-person": _("it would harm a legal person without need"),
    "minor-offence": _("the offence is minor, or none here"),
    "no-consent-of-origin": _("whom it comes from has not consented"),
}
