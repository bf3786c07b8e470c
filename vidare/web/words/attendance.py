"""Words of attendance: what was seen, and what it came to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.attendance import Mark, No, Seen, Source, Verdict, Why

WORDS = {
    Verdict.PRESENT: _("Present"),
    Verdict.LATE: _("Late"),
    Verdict.ABSENT_VALID: _("Absent with a valid reason"),
    Verdict.ABSENT_INVALID: _("Absent"),
    Verdict.NOT_REGISTERED: _("Not registered"),
    Verdict.CANCELLED: _("Cancelled"),
    Verdict.CONTESTED: _("Contested"),
}
MARK_WORDS = {
    Mark.HERE: _("Here"),
    Mark.CAME_LATE: _("Came late"),
    Mark.NOT_HERE: _("Not here"),
}
SEEN_WORDS = {
    Seen.HERE: _("Here"),
    Seen.NOT_HERE: _("Not here"),
    Source.SELF: _("The person"),
    Source.STAFF: _("Staff"),
    Source.PROVIDER: _("Provider"),
    Source.IMPORT: _("Import"),
}
WHY_WORDS = {
    Why.SEEN: _("Has been seen"),
    Why.CAME_LATE: _("Came after the hour had begun"),
    Why.NOTHING_SEEN: _("Nobody has seen anything yet"),
    Why.TOLD_AHEAD: _("Told us ahead"),
    Why.HOUR_CANCELLED: _("The hour or the place was called off"),
    Why.PAUSED: _("Paused that day"),
    Why.NOT_EXPECTED: _("In education, in a placement or at work that day"),
    Why.WAITING_FOR_ASSESSMENT: _("Not here; nobody has assessed it yet"),
    Why.EXPLANATION_WAITS: _("Not here; the explanation has not been read yet"),
    Why.DISPUTED: _("The person says that it is wrong"),
    Why.DISPUTE_UPHELD: _("The person was right that it was wrong"),
    Why.SEEN_DIFFERENTLY: _("Checked in, but staff say not here"),
    Why.ASSESSED_VALID: _("Assessed: a valid reason"),
    Why.ASSESSED_INVALID: _("Assessed: no valid reason"),
    No.NOT_STARTED: _("The hour has not begun. Nobody can be away from it yet."),
    No.NOT_BOOKED: _("This person has no place in the hour any more. Open the list again."),
    No.ALREADY_SETTLED: _("A colleague has already settled this check-in."),
    No.NO_DOUBT: _("This check-in is not in doubt."),
    No.NO_BOOKING_CHOSEN: _("Choose which hour the check-in counts for."),
    No.NOTHING_MARKED: _("Mark at least one person before you save."),
}
