"""Words of seats and hours."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.bookings import Instead, No

WORDS = {
    BookingKind.SERIES: _("In a series"),
    BookingKind.SINGLE: _("One hour"),
    BookingKind.MOVED: _("Moved"),
    BookingKind.DROP_IN: _("Dropped in"),
}
STATE_WORDS = {
    BookingState.BOOKED: _("Booked"),
    BookingState.MOVED: _("Moved"),
    BookingState.CANCELLED: _("Given back"),
    No.FULL: _("All seats in this hour are taken. Choose another hour."),
    No.HOUR_OVER: _("The hour is over. Choose one that comes."),
    No.HOUR_STARTED: _("The hour has begun. It can no longer be moved or given back."),
    No.HOUR_CANCELLED: _("The hour has been called off. Choose another."),
    No.NOT_OPEN_YET: _("It is too early to check in for this hour."),
    No.NOT_ACTIVE: _("Hours can be booked only while the participation is active. Now it is: %(state)s."),
    No.ALREADY_BOOKED: _("There is already a place for this person in the hour."),
    No.OTHER_SERVICE: _("The hour belongs to another service."),
    No.OTHER_WEEK: _("Choose an hour in the same week. Talk to your coach if you need another week."),
    No.SAME_HOUR: _("That is the same hour. Choose another."),
    No.NOT_BOOKED: _("This place has already been moved or given back."),
    No.MAY_NOT_MOVE: _("Talk to your coach to change your hours."),
    No.TOO_LATE_TO_MOVE: _("It is too late to move the hour: it must be done %(minutes)s minutes before. Ring us."),
    No.NO_HOUR: _("There is no hour at that time."),
    No.NO_CHOICE: _("Choose at least one time in the week."),
    No.TOO_MANY_WEEKS: _("Choose between 1 and %(longest)s weeks."),
    No.NO_REASON: _("Write why the hour is called off."),
    No.AWAY_UNTIL: _("No hours then: %(why)s until and including %(until)s. Choose a later day."),
    No.AWAY: _("No hours then: %(why)s without a last day. Write the last day first, then book."),
}
INSTEAD_WORDS = {
    Instead.PAUSE: _("a pause"),
    Instead.PLACEMENT: _("a placement"),
    Instead.EDUCATION: _("studies"),
    Instead.WORK: _("work"),
}
