"""Words of projects: kinds of cost, what stops an amount, and what is said before a month is closed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules import funding, reporting
from vidare.rules.funding import CostKind
from vidare.rules.reporting import HoursState, Remark, Standing

WORDS = {
    CostKind.STAFF: _("Costs of staff"),
    CostKind.PREMISES: _("Premises"),
    CostKind.ACTIVITIES: _("Activities"),
    CostKind.INTERPRETING: _("Interpreting and translation"),
    CostKind.TRAVEL: _("Travel"),
    CostKind.OTHER: _("Other costs"),
    funding.No.PROJECT_ENDS: _("The last day comes before the first. Change one of them."),
    funding.No.PROJECT_LONG: _("A project lasts five years at most. Look at the days again."),
    funding.No.HANDOVER: _("The day of the hand-over lies between %(start)s and %(end)s."),
    funding.No.PARTS: _("The fund pays a part and not all of it: 2 of 3, for instance."),
    funding.No.NAME_TAKEN: _("There is a project of that name in the service already. Choose another name."),
    funding.No.KEY_EMPTY: _("Write how many per cent each pays. Leave those empty who pay nothing."),
    funding.No.KEY_SUM: _(
        "The key comes to %(sum)s %%, not 100. It is %(left)s %% from being whole: change one of the parts."
    ),
    funding.No.KEY_CLOSED: _("%(month)s is closed and keeps its key. Let the new one begin after it."),
    funding.No.SEAT_ENDS: _("The last day comes before the first in the group."),
    funding.No.SEAT_ENDED: _("That person has left the group already."),
    funding.No.AMOUNT: _("Write an amount in kronor. It may be below nought, but not nought."),
    funding.No.BUDGET_NEGATIVE: _("A budget is nought or more."),
    funding.No.BUDGET_YEAR: _("The project goes on from %(first)s to %(last)s. Choose one of those years."),
    funding.No.MONTH_OUTSIDE: _("The project goes on from %(start)s to %(end)s. Choose a month within it."),
    funding.No.MONTH_CLOSED: _("%(month)s is closed. Book it on an open month, and say there which month it corrects."),
    funding.No.CORRECTS_OPEN: _("%(month)s is still open: book the cost there."),
    funding.No.MONTH_AHEAD: _("The month has not begun yet."),
}
STATE_WORDS = {
    HoursState.SIGNED: _("Signed, waits for approval"),
    HoursState.APPROVED: _("Approved"),
    HoursState.RETURNED: _("Sent back"),
}
STANDING_WORDS = {
    Standing.REPORTED: _("Told to the fund"),
    Standing.WITHOUT_NUMBER: _("Has no identity number: told without one"),
    Standing.NOT_CHECKED: _("Is not told: the register has not been asked about protection"),
}
REPORT_WORDS = {
    reporting.No.MINUTES: _("Write how many hours, more than nought and no more than the month has."),
    reporting.No.HOURS_OUTSIDE: _("The project does not go on in that month."),
    reporting.No.HOURS_AHEAD: _("The month has not begun yet."),
    reporting.No.HOURS_WAIT: _("The hours of the month are signed and wait for approval. Ask to have them sent back."),
    reporting.No.HOURS_REASON: _("Say why, in a few words."),
    reporting.No.OWN_HOURS: _("These are your own hours. Somebody else approves them."),
    reporting.No.HOURS_DONE: _("These hours are settled already."),
    reporting.No.NOT_OVER: _("The month is over after %(last)s."),
    reporting.No.CLOSED: _("The month is closed already."),
    reporting.No.EARLIER_OPEN: _("%(month)s is still open. Close the months in order."),
    reporting.No.NO_KEY: _("No key is in force in the month. Set it on the project's page."),
    reporting.No.HOURS_TO_APPROVE: _("Hours that wait for approval: %(n)s. Approve them or send them back."),
    reporting.No.NOT_HANDED_IN: _("The list of participants is not handed in. Look through it and hand it in."),
    reporting.No.REMARKS: _("Say that you have read what is said about the month."),
    reporting.No.LIST_HANDED_IN: _("The list is handed in already. What was wrong in it is corrected beside it."),
    reporting.No.NOTHING_CHANGED: _("Nothing differs from what was told."),
    reporting.No.REASON: _("Say why the list is corrected."),
    Remark.WITHOUT_NUMBER: _("Told to the fund without an identity number: %(n)s."),
    Remark.NOT_CHECKED: _("Not told to the fund, because the register has not been asked about protection: %(n)s."),
    Remark.PROTECTED: _("Of protected identity, told as a number only: %(n)s."),
    Remark.NO_HOURS: _(
        "Enrolled in the month but attended no hour that is registered: %(n)s. Is the attendance missing?"
    ),
    Remark.HOURS_RETURNED: _("Of the staff whose hours were sent back and who have signed nothing since: %(n)s."),
    Remark.NO_COSTS: _("No cost is booked on the month."),
    Remark.OTHERS_MISSING: _("Other boards with participants that have not handed in their list: %(n)s."),
    Remark.NOBODY: _("Nobody took part in the month."),
}
