"""Words of exits, of what people do, and of the questions afterwards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vidare.rules.outcomes import ExitClass, ExitState, FollowUpState, No, Occupation

WORDS = {
    ExitClass.WORK: _("A. Work"),
    ExitClass.STUDIES: _("B. Studies with study aid"),
    ExitClass.OTHER_AUTHORITY: _("C. To another authority's measure"),
    ExitClass.COMPLETED_COMMISSION: _("D. The commission is completed"),
    ExitClass.OTHER: _("E. Something else"),
    ExitClass.REGISTERED_IN_ERROR: _("Registered in error, not counted"),
    ExitState.PRELIMINARY: _("Preliminary"),
    ExitState.CONFIRMED: _("Confirmed"),
    ExitState.CORRECTED: _("Corrected"),
}

OCCUPATION_WORDS = {
    Occupation.WORK: _("Work"),
    Occupation.STUDIES: _("Studies"),
    Occupation.OWN_BUSINESS: _("Own business"),
    Occupation.EMPLOYMENT_SERVICE_MEASURE: _("A measure at the Employment Service"),
    Occupation.MUNICIPAL_MEASURE: _("A municipal measure"),
    Occupation.UNEMPLOYED: _("Looks for work"),
    Occupation.OTHER: _("Something else"),
    Occupation.UNKNOWN: _("Not known"),
}

FOLLOW_UP_WORDS = {
    FollowUpState.DUE: _("To be asked"),
    FollowUpState.ANSWERED: _("Answered"),
    FollowUpState.UNKNOWN: _("Tried, not known"),
    No.ALREADY_CLOSED: _("This way through the service is already closed."),
    No.IN_FUTURE: _("The last day has not come yet. Choose today or an earlier day."),
    No.BEFORE_START: _("The person started %(started_on)s. Choose that day or a later one."),
    No.PLACEMENT_RUNS: _("A placement is still under way. End it first and say what became of it."),
    No.ALREADY_SETTLED: _("The class is already confirmed."),
    No.CONFIRMED_BEFORE_END: _("The class can be confirmed from the last day."),
    No.WORK_HAS_NO_DAY: _("Write the first day of the work."),
    No.WORK_TOO_SHORT: _(
        "Work counts after a whole month without a break. It began %(work_started_on)s: confirm it "
        "on %(earliest)s or later."
    ),
    No.NOT_DUE: _("The day asked about is %(due_on)s. Answer on that day or later."),
    No.ALREADY_ANSWERED: _("This question is already answered."),
    No.SPELL_ENDS_BEFORE_START: _("The last day comes before the first. Change one of them."),
    No.SPELL_HOURS: _("Write the hours a week as a whole number, from 1 to %(most)s."),
    No.SPELL_OVERLAPS: _("It is noted already, from %(start)s. Write its last day, or choose other days."),
    No.SPELL_HAS_ENDED: _("It has a last day already: %(end)s."),
}
