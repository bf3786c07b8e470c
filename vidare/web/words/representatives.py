"""Words of who may act for somebody, as what, and in which matters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.representatives import Capacity, Doing, Ended, Matter, No

WORDS = {
    Capacity.CUSTODIAN: _("Custodian of a child"),
    Capacity.GUARDIAN: _("Guardian of a child"),
    Capacity.SPECIAL_REPRESENTATIVE: _("Special representative"),
    Capacity.ADMINISTRATOR: _("Administrator appointed by a court"),
    Capacity.POWER_OF_ATTORNEY: _("Has a power of attorney"),
    Matter.PLAN: _("the plan"),
    Matter.ABSENCE: _("absence and its reasons"),
    Matter.CONSENT: _("consents"),
    Matter.LETTERS: _("letters and calls"),
    No.NO_NAME: _("Write who it is."),
    No.NO_MATTER: _("Choose at least one thing that they may do."),
    No.NO_EVIDENCE: _("Write what paper you have seen, from whom and of what day."),
    No.ENDS_BEFORE_START: _("The last day comes before the first."),
    No.OF_AGE: _("The person is of age on the first day. A custodian or a guardian acts for a child."),
    No.UNTIL_OF_AGE: _("The person is of age after %(last)s. Give that day, or an earlier one, as the last."),
    No.NO_END: _("A power of attorney is for a time here. Give a last day, and see it again then."),
    No.ENDED: _("It ends on that day or earlier already."),
    No.NOBODY: _("Choose who has spoken for the person. If they are not in the list, register them first."),
    No.NOT_NOW: _("They may not act for the person today."),
    No.OTHER_MATTER: _("They may not act for the person here: %(matter)s."),
    No.NO_PHONE: _("Write their telephone number. There is no other way to send them a code."),
    No.HAS_ONE: _("They have a log-in already. Print a new code, or shut it first."),
    No.NO_LOG_IN: _("They have no log-in that is open."),
    No.HIDDEN_IDENTITY: _(
        "The person's identity is protected, or it has not been checked whether it is. Nobody logs in for them then. "
        "Those who act for them speak with you instead."
    ),
    No.OWN_PHONE: _("It is the participant's own number. Codes that go there are for the participant alone."),
    No.STAFF_PHONE: _("It is the number of somebody who works here. Whoever acts for a person does so with their own."),
    No.BY_COURT: _(
        "A court or the chief guardian has appointed them, so that you cannot end it here. Turn to the chief guardian "
        "in your municipality if you want it to end, or somebody else."
    ),
    No.BY_LAW: _("They have custody of you by law until you are 18. Talk to your coach or the social services."),
    No.SOMEBODY_HERE: _(
        "Somebody is logged in here. If it is you, write the code on your first page, where it says “one more person”. "
        "Else log out first."
    ),
    Ended.NOT_YET: _("You may act for them from %(first)s."),
    Ended.PASSED: _("Your time to act for them ended %(last)s. Ask their coach if there is a new paper."),
    Ended.TAKEN_BACK: _("What you were given has been taken back. You can no longer act for them here."),
    Ended.GROWN_UP: _("They are of age now, and act for themselves."),
    Ended.SHUT: _("Your log-in for them has been shut. Ask at the office if you think that it is wrong."),
    Ended.NOT_HERE: _("You cannot act for the person here now. Ask at the office."),
    Doing.SEE_PLAN: _("read the plan"),
    Doing.AGREE: _("say yes to the plan"),
    Doing.SEE_TIMES: _("read when the times are"),
    Doing.MOVE_TIME: _("move a time"),
    Doing.SEE_ABSENCES: _("read about missed times"),
    Doing.EXPLAIN: _("tell why a time was missed"),
    Doing.DISPUTE: _("say that something is wrong"),
    Doing.SEE_BASIS: _("read what the board's officer gets"),
    Doing.ADD_WORDS: _("write own words to the board's officer"),
    Doing.SEE_SHARED: _("read what has been shared"),
    Doing.WITHDRAW_CONSENT: _("take back a consent"),
    Doing.READ_LETTERS: _("read letters and messages"),
}

# What the person reads of what was done for them, by the verb of the trail, and of the pages that were opened.
ACTED = {
    "plan.agreement-given": _("Said yes to your plan"),
    "absence.explained": _("Told why you did not come"),
    "absence.disputed": _("Said that something about your times is wrong"),
    "basis.own-words": _("Wrote own words to what the social secretary reads"),
    "booking.moved": _("Moved one of your times"),
    "disclosure.withdrawn": _("Took back a consent"),
    "message.read": _("Opened a message to you"),
    "my-page": _("your front page"),
    "my-plan": _("your plan"),
    "my-agree": _("your plan"),
    "my-times": _("your times"),
    "my-move": _("your times"),
    "my-cannot-come": _("your times"),
    "my-absences": _("your absences and letters"),
    "my-absence": _("one of your times"),
    "my-basis": _("what the social secretary reads"),
    "my-message": _("a message to you"),
    "my-letter": _("a letter to you"),
    "acting-shared": _("what has been shared about you"),
    "my-withdrawal": _("what has been shared about you"),
}
