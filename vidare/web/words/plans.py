"""Words of the plan and its steps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.plans import DropReason, Leads, No, OnBehalfReason, Party, State, StepState

WORDS = {
    State.DRAFT: _("Draft"),
    State.PROPOSED: _("Waiting for a yes"),
    State.AGREED: _("Agreed"),
    State.REPLACED: _("Replaced"),
    State.ENDED: _("Ended"),
    StepState.PLANNED: _("Planned"),
    StepState.UNDER_WAY: _("Under way"),
    StepState.DONE: _("Done"),
    StepState.DROPPED: _("Dropped"),
    Leads.WORK: _("Work"),
    Leads.STUDIES: _("Studies"),
    Leads.OWN_BUSINESS: _("A business of one's own"),
    Party.PARTICIPANT: _("The participant"),
    Party.BOARD: _("The board"),
    OnBehalfReason.NO_LOGIN: _("Has no log-in, and said yes at a meeting"),
    OnBehalfReason.CANNOT_READ: _("Had the plan read aloud, and said yes"),
    OnBehalfReason.AGREED_BY_VOICE: _("Said yes on the telephone"),
    OnBehalfReason.REPRESENTATIVE: _("A guardian or representative said yes"),
    DropReason.REPLACED: _("A new version of the plan has taken over"),
    DropReason.ENDED: _("The plan ended"),
    No.STATE: _("This cannot be done now. The plan's state: %(state)s."),
    No.NO_STEP: _("The plan has no open step. Add one with a day and an owner first."),
    No.PAST_REVIEW: _("The day of the review has passed. Choose a new day first."),
    No.REVIEW: _("The review must come after the plan's first day."),
    No.CADENCE: _("Say how often you are in contact: every 1 to %(longest)s days."),
    No.SEARCH_HOURS: _("Own job search is a part of the hours in a week: at most %(most)s."),
    No.HOURS: _("Hours in a week are a number from 0 to %(most)s."),
    No.NOT_A_PARTY: _("Only the social secretary can say yes for the board, and the participant for themselves."),
    No.AGREED_ALREADY: _("This yes has been given already."),
    No.ON_BEHALF: _("Say why you record the yes on the participant's behalf."),
    No.STEP_STATE: _("This step is closed. Its state: %(state)s."),
    No.STEP_PAST: _("A step lies ahead. Choose today or a later day."),
    No.STEP_OWNER: _("Choose one person who owns the step: somebody in the team, or the participant."),
    No.STEP_LEADS: _("Say what the step leads to: work, studies or a business of one's own."),
    No.STEP_PROLONGS: _(
        "This step stands in the plan already. To go on with the same thing is not a step forward: say what comes next."
    ),
    No.DROP_REASON: _("Say why the step is dropped."),
    No.ONE_IN_WRITING: _("A new version is being written already. Go on with that one."),
    No.LAST_DAY: _("The person is no longer in the service, so no new plan can be begun."),
}
