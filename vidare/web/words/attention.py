"""Words of the reasons somebody is in the list, as a coach would say them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.attention import Kind

WORDS = {
    Kind.NO_NEXT_STEP: _("Have no next step"),
    Kind.ABSENCE_NOT_SPOKEN_ABOUT: _("Did not come, and nobody has spoken with them yet"),
    Kind.EXPLANATION_TO_READ: _("Have left an explanation to read"),
    Kind.HOUR_DISPUTED: _("Say that an hour is registered wrongly"),
    Kind.NOTE_DISPUTED: _("Say that something written about them is wrong"),
    Kind.CHANGE_ASKED: _("Ask for a change of their plan"),
    Kind.ITEM_WRONG: _("An owner says that something in the plan is wrong"),
    Kind.BASIS_WITHDRAWN: _("A basis you had was taken back: do not use it"),
    Kind.BASIS_FALLEN: _("A basis you handed over was taken back"),
    Kind.BASIS_WAITING: _("A basis is waiting for an answer from the board"),
    Kind.ASSIGNMENT_TO_DECIDE: _("An assignment is prepared and waits for the board's decision"),
    Kind.STREAK: _("Have been away several times in a row"),
    Kind.FIRST_MEETING_LATE: _("Have waited longer for a first meeting than our target"),
    Kind.NOBODY_RESPONSIBLE: _("Have nobody who is responsible for them"),
    Kind.NEW_TO_ME: _("New to you"),
    Kind.NOT_REGISTERED: _("Not registered"),
    Kind.NO_HOURS: _("Are back, and have no hours booked"),
    Kind.NO_PLAN_AGREED: _("Have no agreed plan"),
    Kind.STEP_OVERDUE: _("A step has passed its day"),
    Kind.REVIEW_OVERDUE: _("The plan should have been reviewed"),
    Kind.MAPPING_OVERDUE: _("Should have been mapped again, in their own words"),
    Kind.PLACEMENT_ENDS: _("A placement is ending"),
    Kind.FOLLOW_UP_DUE: _("A follow-up is due"),
    Kind.NO_CONTACT: _("Have not been in touch with us for long"),
}

WHY = {
    Kind.NO_NEXT_STEP: _("Everybody shall have a dated step towards work or studies."),
    Kind.ABSENCE_NOT_SPOKEN_ABOUT: _("Ring first: “We missed you. What happened?”"),
    Kind.EXPLANATION_TO_READ: _("Whether the reason is valid is for you to assess."),
    Kind.HOUR_DISPUTED: _("Nothing follows from the hour until you have answered."),
    Kind.NOTE_DISPUTED: _("Their words stand beside the note. Your answer does too."),
    Kind.CHANGE_ASKED: _("Talk about it, or write a new version of the plan."),
    Kind.ITEM_WRONG: _("Read what is wrong, and say the step otherwise or talk about it."),
    Kind.BASIS_WITHDRAWN: _("The hours it was made of are not what they were. Look at what you have decided from it."),
    Kind.BASIS_FALLEN: _("The hours it was made of are not what they were. The person has been told."),
    Kind.BASIS_WAITING: _("The board's officer decides, or does nothing."),
    Kind.ASSIGNMENT_TO_DECIDE: _("Nothing binds the person before it is decided. Decide it, mend it or withdraw it."),
    Kind.STREAK: _("Talk with the person before anything else."),
    Kind.FIRST_MEETING_LATE: _("The clock began when the referral was received."),
    Kind.NOBODY_RESPONSIBLE: _("No coach who works here holds their way. Choose one."),
    Kind.NEW_TO_ME: _("Say hello and book a first meeting."),
    Kind.NOT_REGISTERED: _("Never counts as absence. Say what you know."),
    Kind.NO_HOURS: _("Their seats were given back while they were away. Book hours again."),
    Kind.NO_PLAN_AGREED: _("A plan is agreed by the participant and the board."),
    Kind.STEP_OVERDUE: _("Tick it off, move it or set another."),
    Kind.REVIEW_OVERDUE: _("Look at the plan together."),
    Kind.MAPPING_OVERDUE: _("Ask how the person sees it today, and draw the distance travelled together."),
    Kind.PLACEMENT_ENDS: _("What comes after it?"),
    Kind.FOLLOW_UP_DUE: _("Where is the person today? Not knowing is also an answer."),
    Kind.NO_CONTACT: _("A call or a visit counts, a letter does not."),
}
# Said to the one whose own it is, on their own day: in a team's list the reason stands with its owner's name.
MINE = {Kind.BASIS_WAITING: _("You decide, or do nothing. First the person is heard.")}
DO = {
    Kind.NO_NEXT_STEP: _("Set the next step"),
    Kind.ABSENCE_NOT_SPOKEN_ABOUT: _("Ring and note"),
    Kind.EXPLANATION_TO_READ: _("Read and assess"),
    Kind.HOUR_DISPUTED: _("Read and answer"),
    Kind.NOTE_DISPUTED: _("Read and answer"),
    Kind.CHANGE_ASKED: _("Read what they ask"),
    Kind.ITEM_WRONG: _("Open the plan"),
    Kind.BASIS_WITHDRAWN: _("See what has changed"),
    Kind.BASIS_FALLEN: _("See what has changed"),
    Kind.BASIS_WAITING: _("Open the basis"),
    Kind.ASSIGNMENT_TO_DECIDE: _("Read and decide"),
    Kind.STREAK: _("Look at the hours"),
    Kind.FIRST_MEETING_LATE: _("Book a first meeting"),
    Kind.NOBODY_RESPONSIBLE: _("Choose a coach"),
    Kind.NEW_TO_ME: _("Open"),
    Kind.NOT_REGISTERED: _("Register"),
    Kind.NO_HOURS: _("Book hours"),
    Kind.NO_PLAN_AGREED: _("Open the plan"),
    Kind.STEP_OVERDUE: _("Open the plan"),
    Kind.REVIEW_OVERDUE: _("Open the plan"),
    Kind.MAPPING_OVERDUE: _("Open the mapping"),
    Kind.PLACEMENT_ENDS: _("Open the placement"),
    Kind.FOLLOW_UP_DUE: _("Follow up"),
    Kind.NO_CONTACT: _("Write a note"),
}
