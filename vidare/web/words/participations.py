"""Words of a way through a service, and of meetings on it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules import meetings
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.participations import No, PauseReason, State

WORDS = {
    State.WAITING: _("Waiting"),
    State.ACTIVE: _("Active"),
    State.PAUSED: _("Paused"),
    State.CLOSED: _("Closed"),
    PauseReason.ILLNESS: _("Illness"),
    PauseReason.PARENTAL_LEAVE: _("Parental leave"),
    PauseReason.ABROAD: _("Abroad"),
    PauseReason.OTHER: _("Other"),
    No.MOVE: _("This cannot be done now. The state is: %(state)s."),
    No.NO_COACH: _("Choose a coach first."),
    No.UNTIL_PASSED: _("The last day of the pause has passed. Choose a day to come."),
    No.PAUSE_TOO_LONG: _("A pause lasts at most %(days)s days. Close the participation instead."),
    No.NOT_A_COACH: _("Choose somebody who works as a coach in this service today."),
    No.SAME_COACH: _("This is the coach already. Choose another."),
    No.NOT_YOURS: _("Only the coach can do this."),
    MeetingKind.FIRST: _("First meeting"),
    MeetingKind.FOLLOW_UP: _("Follow-up talk"),
    MeetingKind.PLAN: _("Talk about the plan"),
    MeetingState.BOOKED: _("Booked"),
    MeetingState.HELD: _("Held"),
    MeetingState.MISSED: _("The person did not come"),
    MeetingState.CANCELLED: _("Cancelled"),
    meetings.No.MOVE: _("This cannot be done now. The meeting's state: %(state)s."),
    meetings.No.IN_THE_PAST: _("The time has passed. Choose a time to come."),
    meetings.No.NOT_YET: _("The meeting has not begun yet."),
    meetings.No.NOT_STAFF: _("Choose somebody who works in this service that day."),
    meetings.No.STAFF_BUSY: _("That colleague has another meeting then. Choose another time."),
    meetings.No.INTERPRETER_MISSING: _("The person needs an interpreter. Choose the language."),
    meetings.No.FIRST_ALREADY: _("A first meeting is booked or held already."),
    meetings.No.FIRST_FIRST: _("Book the first meeting first."),
    meetings.No.CLOSED: _("The participation is closed."),
    meetings.No.LENGTH: _("A meeting takes between %(shortest)s and %(longest)s minutes."),
}
