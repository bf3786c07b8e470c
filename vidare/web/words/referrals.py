"""Words of the ways in, the clock and the eligibility."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.referrals import (
    ClockState,
    DeclineReason,
    No,
    PauseReason,
    State,
    WayIn,
)

WORDS = {
    WayIn.OWN_INITIATIVE: _("Asked themselves"),
    WayIn.WALK_IN: _("Dropped in at the door"),
    WayIn.SOCIAL_SERVICES: _("Referred by social services"),
    WayIn.EMPLOYMENT_SERVICE: _("Referred by the Employment Service"),
    WayIn.INVITATION: _("Invited"),
    State.RECEIVED: _("Received"),
    State.ACCEPTED: _("Accepted"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
    PauseReason.PERSON_AWAY: _("The person is away"),
    PauseReason.ILLNESS: _("Illness"),
    PauseReason.PERSON_ASKED: _("The person has asked to wait"),
    PauseReason.INTERPRETER_MISSING: _("No interpreter was to be had"),
    DeclineReason.NOT_IN_TARGET_GROUP: _("Not in the target group"),
    DeclineReason.OTHER_MEASURE_RUNS: _("Takes part in a measure at the Employment Service already"),
    DeclineReason.OTHER_SERVICE_FITS: _("Another service fits better"),
    DeclineReason.NOT_REACHED: _("Could not be reached"),
    DeclineReason.DID_NOT_WANT: _("Did not want to"),
    ClockState.RUNNING: _("The clock runs"),
    ClockState.PAUSED: _("The clock is paused"),
    ClockState.STOPPED: _("The clock has stopped"),
    No.SETTLED: _("This has been decided already: %(state)s."),
    No.NOT_ELIGIBLE: _(
        "By the answers, the person is not in the target group. The reasons stand beside the questions."
    ),
    No.NOT_ANSWERED: _("Answer all the questions about the target group first."),
    No.REASON_MISSING: _("Choose at least one reason."),
    No.TURN_TO_MISSING: _("Write where the person can turn instead."),
    No.NOT_YOURS: _("Only the one who referred, or the service, can take this back."),
    No.WAITS_ALREADY: _("This person waits for an answer here already."),
    No.HERE_ALREADY: _("This person takes part here already."),
    No.CLOCK_STOPPED: _("The clock has stopped and cannot be paused."),
    No.CLOCK_PAUSED: _("The clock is paused in those days already."),
    No.CLOCK_RUNS: _("The clock runs already."),
    No.PAUSE_BEFORE_RECEIVED: _("The pause cannot begin before the day the referral came, %(received_on)s."),
    No.PAUSE_ENDS_BEFORE_IT_STARTS: _("The pause cannot end before it began, %(start)s."),
    No.PAUSE_IN_FUTURE: _("Choose today or an earlier day."),
    No.WAY_IN_CLOSED: _("This service does not take people in that way."),
}
